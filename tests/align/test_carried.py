"""A correction is carried to what has it as it was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from helpers import build, rows, write

from firsthand.stages import PLAN

LIGHT = frozenset(("furniture", "metadata", "sentence", "quotation", "correction"))
SACKS = "The barge Petrel brought {} sacks of barley to the quay of Dunmarrow on Monday, the first since the storm broke the outer wall of its harbour."
LENT = "Its skipper, Oriel {}, said nothing to the people who had waited there all night with handcarts and lanterns in the rain."
OTHER = "A welder from Ansel will look at the crane as soon as somebody finds the key of the shed in which it has stood since the flood."
NOTE = "Correction: An earlier version of this article gave the number of sacks of barley as 60. There were 16."


def story(folder: Path, texts: Mapping[str, str], outlets: Mapping[str, str] | None = None, **more: str) -> Path:
    table = "path,outlet,url,published\n" + "".join(
        f"{name}.txt,{(outlets or {}).get(name, '')},{more.get(name + '_url', '')},{more.get(name + '_on', '')}\n" for name in texts
    )
    write(folder / "in", {f"{name}.txt": text for name, text in texts.items()} | {"sources.csv": table})
    build(folder / "in", folder / "story.duckdb", only_stages=LIGHT)
    return folder / "story.duckdb"


LINKS = """
    SELECT a.path, b.path, judgement, type FROM link JOIN article a ON a.article_id = id_a JOIN article b ON b.article_id = id_b
    WHERE kind = 'corrects' ORDER BY ALL
"""


def links(store: Path) -> list[tuple[str, ...]]:
    return [(one[0], other[0], judgement, kind) for one, other, judgement, kind in rows(store, LINKS)]


def test_the_stage_is_run() -> None:
    assert {stage.name for stage in PLAN} >= LIGHT


def test_who_took_the_figure_over_is_told_and_who_has_it_right_is_not(tmp_path: Path) -> None:
    texts = {
        "a": f"{SACKS.format(16)} {LENT.format('Tamsin')}\n\n{NOTE}\n",
        "b": f"{SACKS.format(60)} {OTHER}\n",
        "c": f"{SACKS.format(16)} {OTHER} Nobody counted them.\n",
        "d": f"{OTHER} The council has bought 60 lamps.\n",
        "e": "In Dunmarrow harbour 60 sacks of barley were counted by a boy.\n",
    }
    store = story(tmp_path, texts)
    assert links(store) == [("a", "b", "same", "repeats"), ("a", "e", "unsure", "repeats")]
    ((reason, evidence),) = rows(store, "SELECT reason, evidence FROM link WHERE kind = 'corrects' AND judgement = 'same'")
    assert "“60”" in reason
    assert {piece["role"] for piece in evidence} == {"correction", "wrong", "right", "repeats"}


def test_it_has_what_the_other_corrected_so_it_drew_on_it(tmp_path: Path) -> None:
    texts = {"a": f"{SACKS.format(16)} {LENT.format('Tamsin')}\n\n{NOTE}\n", "b": f"{SACKS.format(60)} {LENT.format('Tamsin')} {OTHER}\n"}
    way = "SELECT a.path, direction, rule FROM derivation JOIN article a ON a.article_id = article_id_a"
    ((first, direction, rule),) = rows(story(tmp_path / "one", texts), way)
    assert (direction, rule) == ("a-to-b" if first == "a.txt" else "b-to-a", "correction")
    earlier = story(tmp_path / "other", texts, a_on="2031-03-09", b_on="2031-03-04")  # then the error may be b's own
    assert [rule for _, _, rule in rows(earlier, way)] == ["dates"]


def test_a_name_as_it_was_misspelt(tmp_path: Path) -> None:
    note = "Correction: The skipper of the Petrel is Oriel Tamsin, not Oriel Tamsen."
    texts = {"a": f"{OTHER}\n\n{note}\n", "b": f"{SACKS.format(9)} {LENT.format('Tamsen')}\n", "c": f"{LENT.format('Tamsin')} {OTHER}\n"}
    assert links(story(tmp_path, texts, {"a": "The Quay", "b": "The Quay"})) == [("a", "b", "same", "repeats")]


def test_a_sentence_that_denies_it_does_not_repeat_it(tmp_path: Path) -> None:
    texts = {"a": f"{SACKS.format(16)}\n\n{NOTE}\n", "b": "It is false that 60 sacks of barley came to Dunmarrow, a constable said.\n"}
    assert links(story(tmp_path, texts)) == [("a", "b", "unsure", "repeats")]


@pytest.mark.parametrize("shared", [True, False])
def test_what_a_later_version_has_otherwise(tmp_path: Path, shared: bool) -> None:
    texts = {
        "a": f"{SACKS.format(60)} {LENT.format('Tamsin')} {OTHER}\n",
        "b": f"{SACKS.format(16)} {LENT.format('Tamsin')} {OTHER}\n",
        "c": f"{SACKS.format(60 if shared else 16)} Nobody has seen the mill's horse since the storm, and the mill stands still.\n",
    }
    at = {f"{name}_url": "https://quay.example/barley" for name in "ab"}
    store = story(tmp_path, texts, **at, a_on="2031-03-04", b_on="2031-03-05")
    assert links(store) == [("b", "a", "same", "changed")] + ([("b", "c", "same", "changed")] if shared else [])
    assert any("“60”, later “16”" in reason for (reason,) in rows(store, "SELECT reason FROM link WHERE kind = 'corrects'"))


def test_a_retraction_reaches_what_shares_its_text(tmp_path: Path) -> None:
    texts = {"a": f"{SACKS.format(60)} {OTHER}\n\nThis report has been retracted.\n", "b": f"{SACKS.format(60)} {LENT.format('Tamsin')}\n"}
    assert links(story(tmp_path, texts)) == [("a", "b", "unsure", "retracted")]


def test_one_by_one_and_together_give_equal_tables(tmp_path: Path) -> None:
    note = f"{SACKS.format(16)} {LENT.format('Tamsin')}\n\n{NOTE}\n"
    texts = {
        "a.txt": note,
        "b.txt": f"{SACKS.format(60)} {LENT.format('Tamsin')} The Quay reported the barge first.\n",
        "c.txt": f"{SACKS.format(60)} {OTHER}\n",
        "d.txt": f"By the Ansel News Agency\n\n{OTHER} {LENT.format('Tamsin')}\n",
    }
    folder = write(tmp_path / "in", texts)
    build(folder, tmp_path / "together.duckdb")
    for name in sorted(texts, reverse=True):
        build(folder / name, tmp_path / "single.duckdb")
    for table in ("reuse", "derivation", "credit", "correction", "link"):
        found = rows(tmp_path / "together.duckdb", f"SELECT * FROM {table}")
        assert found == rows(tmp_path / "single.duckdb", f"SELECT * FROM {table}"), table
        assert found, table
