"""Paragraphs that are one quotation of nobody: who spoke last goes on."""

from __future__ import annotations

import pytest
from pages import page

from firsthand.extract.attributions import attributions
from firsthand.language.analyse import analyse

ON = "'The boats have to wait until the wind drops.'"


def contents(text: str) -> list[str]:
    """What Varro says, in one line for each attribution."""
    rows = attributions(analyse(page(text)))
    return [
        " | ".join(text[span.start : span.end] for span in row.content_spans)
        for row in rows
        if any("Varro" in text[span.start : span.end] for span in row.source_spans)
    ]


@pytest.mark.parametrize(
    "before",
    [
        "'The lock is shut,' said Ines Varro.\n\n",
        "Ines Varro said the lock was shut.\n\n",
        "'The lock is shut,' said Ines Varro.\n\nInes Varro at the lock in Harrow\n\n",
    ],
)
def test_the_last_speaker_goes_on(before: str) -> None:
    [said] = contents(before + ON)
    assert said.endswith("The boats have to wait until the wind drops.")


@pytest.mark.parametrize("between", ["Nobody has crossed the river since Monday.\n\n", "“Open,” said Tom Lund.\n\n"])
def test_nobody_goes_on_after_somebody_else(between: str) -> None:
    assert not any("boats" in said for said in contents(f"“The lock is shut,” said Ines Varro.\n\n{between}{ON}"))


def test_an_answer_is_no_more_of_the_question() -> None:
    assert not any("boats" in said for said in contents(f"“Is the lock shut?” Ines Varro said.\n\n{ON}"))


def test_a_paragraph_with_a_cue_of_its_own_is_its_own() -> None:
    text = f"“The lock is shut,” said Ines Varro.\n\n{ON[:-2]},' said Tom Lund."
    assert contents(text) == ["The lock is shut,"]
