from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from handmade import Said, Written, at, when, write_story

from firsthand.cli import main
from firsthand.model import Correction, Evidence, finding_id
from firsthand.view.story import Story

WORDS = "Nobody in all Ostrel sails without a lamp"
REPORT = Written(
    "a.txt",
    f"“{WORDS},” said Ada Lundt.\n",
    outlet="Tallow Wire",
    published=when(3),
    said=[Said([WORDS], "Ada Lundt", "said", "Ada Lundt")],
)


def note(text: str, wrong: str, right: str) -> tuple[Written, Correction]:
    written = Written("b.txt", text, outlet="Salt Post", published=when(5))
    span = at(text, text.strip())
    wrong_span, right_span = at(text, wrong), at(text, right)
    evidence = tuple(Evidence(role, one.start, one.end, text[one.start : one.end]) for role, one in (("correction", span), ("wrong", wrong_span), ("right", right_span)))  # fmt: skip
    return written, Correction(
        finding_id("correction", written.article_id, evidence, ["corrected"]),
        written.article_id,
        evidence,
        span,
        "corrected",
        wrong_span,
        right_span,
    )


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("Ada Lundt", "Ada Lund", "Ada Lund"),
        ("Ada Lundt", "Tom Marrow", None),  # somebody else, and no other spelling
        ("Ida Lundt", "Ida Lund", None),  # nobody of that name speaks
        ("41", "42", None),
    ],
)
def test_a_misspelt_name_is_told_as_corrected(tmp_path: Path, wrong: str, right: str, told: str | None) -> None:
    written, row = note(f"Correction: it is {right} and not {wrong} as we had it.\n", wrong, right)
    with Story.open(write_story(tmp_path / "s.duckdb", [REPORT, written], [row])) as story:
        (speaker,) = story.speakers()
    assert (speaker.corrected and (speaker.corrected.right, speaker.corrected.place.path)) == (told and (told, "b.txt"))


def test_brief_and_who_say_so(tmp_path: Path) -> None:
    written, row = note("Correction: it is Ada Lund, not Ada Lundt.\n", "Ada Lundt", "Ada Lund")
    path = write_story(tmp_path / "s.duckdb", [REPORT, written], [row])
    shown = CliRunner().invoke(main, ["who", str(path)]).stdout
    assert "    “Ada Lundt” is corrected to “Ada Lund” in Salt Post · " in shown
