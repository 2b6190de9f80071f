"""decisions.toml is read: every kind, and each way to get it wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import write

from firsthand.align.edges_decided import EDGE
from firsthand.engines.decisions import KINDS, read_decisions
from firsthand.errors import BadDecisions
from firsthand.model import Decision


def parse(folder: Path, content: str | bytes) -> list[Decision]:
    return read_decisions(write(folder, {"decisions.toml": content}) / "decisions.toml")


def test_every_kind(tmp_path: Path) -> None:
    given = {
        kind: f'[[{kind}]]\narticle = "a.txt"\nwords = "Share this"\nnote = "seen"\n'
        + ('value = "2031-08-02"\n' if "value" in needs.split() else "")
        + ('with = "Ines Varro"\n' if "with" in needs.split() else "")
        for kind, needs in KINDS.items()
        if kind != EDGE
    }
    found = parse(tmp_path, "\n".join(given.values()))
    assert [row.kind for row in found] == [kind for kind in KINDS if kind != EDGE]
    assert [row.position for row in found] == list(range(1, len(KINDS)))
    assert {(row.path, row.words, row.note, row.applied, row.remark) for row in found} == {("a.txt", "Share this", "seen", 0, None)}
    assert {row.value for row in found if "value" in KINDS[row.kind].split()} == {"2031-08-02"}
    assert {row.kind for row in found if row.other is not None} == {"same", "different"}
    assert {row.other for row in found} == {None, "Ines Varro"}


def test_two_names_need_no_article(tmp_path: Path) -> None:
    assert parse(tmp_path, '[[same]]\nvalue = "I. Varro"\nwith = "Ines Varro"\n') == [
        Decision(1, "same", None, None, "I. Varro", None, 0, None, "Ines Varro")
    ]


def test_an_edge_names_two_articles_and_a_judgement(tmp_path: Path) -> None:
    assert parse(tmp_path, '[[edge]]\nfrom = "a.txt"\nto = "https://quay.example/1"\njudgement = "draws on"\nnote = "seen"\n') == [
        Decision(1, "edge", "a.txt", None, "draws on", "seen", 0, None, "https://quay.example/1")
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('from = "a"\nto = "b"\njudgement = "copied"', "is no judgement on an edge"),
        ('from = "a"\nto = "a"\njudgement = "independent"', "names one article twice"),
        ('from = "a"\njudgement = "independent"', "needs the key 'to'"),
        ('from = "a"\nto = "b"\njudgement = "independent"\nwords = "x"', "unknown key 'words'"),
    ],
)
def test_an_edge_that_cannot_be_understood(tmp_path: Path, lines: str, said: str) -> None:
    with pytest.raises(BadDecisions, match=said):
        parse(tmp_path, f"[[edge]]\n{lines}\n")


def test_what_is_absent_is_none(tmp_path: Path) -> None:
    assert parse(tmp_path, '[[not-an-article]]\narticle = "a.txt"\n[[furniture]]\nwords = "Share"\n') == [
        Decision(1, "not-an-article", "a.txt", None, None, None, 0, None),
        Decision(2, "furniture", None, "Share", None, None, 0, None),
    ]


def test_an_empty_file_decides_nothing(tmp_path: Path) -> None:
    assert parse(tmp_path, "# nothing yet\n") == []


def test_a_mark_before_the_text(tmp_path: Path) -> None:
    assert len(parse(tmp_path, '\ufeff[[furniture]]\nwords = "Share"\n')) == 1


def test_dates_may_be_written_as_dates(tmp_path: Path) -> None:
    found = parse(
        tmp_path, '[[published]]\narticle = "a"\nvalue = 2031-08-02\n[[published]]\narticle = "b"\nvalue = 2031-08-02T10:30:00+02:00\n'
    )
    assert [row.value for row in found] == ["2031-08-02", "2031-08-02T10:30:00+02:00"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('[[mood]]\narticle = "a.txt"\n', r"does not know \[\[mood\]\]\. Kinds are outlet, title"),
        ('[outlet]\narticle = "a.txt"\n', r"outlet must be written as \[\[outlet\]\]"),
        ('outlet = "The Quay"\n', r"outlet must be written as \[\[outlet\]\]"),
        ("outlet = [1]\n", r"outlet must be written as \[\[outlet\]\]"),
        ('[[outlet]]\narticle = "a.txt"\nvalues = "x"\n', "unknown key 'values'"),
        ('[[outlet]]\narticle = "a.txt"\n', "needs the key 'value'"),
        ('[[outlet]]\narticle = "a.txt"\nvalue = ""\n', "needs the key 'value'"),
        ('[[furniture]]\narticle = "a.txt"\n', "needs the key 'words'"),
        ('[[not-furniture]]\narticle = "a.txt"\n', "needs the key 'words'"),
        ('[[outlet]]\nvalue = "The Quay"\n', "names no article"),
        ('[[speaker]]\narticle = "a.txt"\nvalue = "Ines Varro"\n', "needs the key 'words'"),
        ('[[speaker]]\nwords = "a boat"\n', "needs the key 'value'"),
        ('[[same]]\nvalue = "Ines Varro"\n', "needs the key 'with'"),
        ('[[different]]\nwith = "Ines Varro"\n', "needs the key 'value'"),
        ('[[outlet]]\narticle = "a"\nvalue = "b"\nwith = "c"\n', "has the key 'with', which only different and same take"),
        ("[[not-an-article]]\nnote = 'why'\n", "names no article"),
        ('[[outlet]]\narticle = ["a.txt"]\nvalue = "The Quay"\n', "article"),
        ('[[published]]\narticle = "a.txt"\nvalue = "last Tuesday"\n', "last Tuesday"),
        ("[[outlet]\n", "cannot be read"),
        ("[[outlet]]\nvalue = 'F\xe4hre'\n".encode("latin-1"), "cannot be read"),
        ("[[outlet]]\nvalue = " + "9" * 6000 + "\n", "cannot be read"),
        ("outlet = " + "[" * 8000 + "\n", "cannot be read"),
    ],
    ids=[
        "kind", "table", "string", "numbers", "key", "no-value", "empty-value", "no-words", "no-words-2", "no-article", "speaker-words", "speaker-value", "same-with", "different-value", "with", "no-article-2", "list", "no-date",
        "toml", "latin-1", "number", "deep",
    ],
)  # fmt: skip
def test_errors_name_the_file_and_the_remedy(tmp_path: Path, content: str | bytes, says: str) -> None:
    with pytest.raises(BadDecisions, match=says) as caught:
        parse(tmp_path, content)
    message = str(caught.value)
    assert message.startswith("decisions.toml: ")
    assert message.endswith(".")
    assert "\n" not in message
    assert str(tmp_path) not in message
