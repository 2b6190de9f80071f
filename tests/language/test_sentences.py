from __future__ import annotations

import time
from itertools import pairwise

import pytest
from pages import page

from firsthand.language import language
from firsthand.language.parse import parse
from firsthand.language.sentences import LONGEST_ENUMERATOR, sentences
from firsthand.model import Span


@pytest.mark.parametrize(
    "expected",
    [
        ["The lock is shut.", "Boats wait."],
        ["Mr. Brell met Dr. Varro on Jan. 4 in Kelmora.", "They spoke."],
        ["The U.S. President came.", "He left."],
        ["He went to the U.S.", "The lock was shut."],
        ["It cost 3.5 million.", "It was old."],
        ["J. R. Brell spoke at 9 a.m. on Monday.", "Nobody came."],
        ["“The lock is shut.”", "The mayor knew."],
        ['"The lock is shut."', "The mayor knew."],
        ["“Why?” the mayor asked."],
        ["“Why?” Varro asked."],
        ["“It is shut!” said Brell.", "“Who knew?", "Nobody,” he said."],
        ["It was ... well, shut."],
        ["It ended…", "The boats left."],
        ["He left. [4]", "She stayed."],
        ["He left.", "(She stayed.)", "Nobody knew."],
        ["See Fig. 3 and No. 5 for more."],
        ["He said no.", "Varro said yes."],
        ["“Shut.", "”Mr. Varro said so."],
        ["“We lost the lock.” Varro said."],
        ["“We lost the lock.”", "Varro said the boats wait."],
        ["1. Open the lock."],
        ["The mayor ended it.", "The boats left."],
    ],
)
def test_sentences(expected: list[str]) -> None:
    text = " ".join(expected)
    parsed = parse(page(text))
    assert [parsed.words(span.start, span.end) for span in parsed.sentences] == expected


def test_a_missing_space_before_a_common_first_word() -> None:
    parsed = parse(page("The lock was shut in Kelmora.The boats left."))
    assert [parsed.words(span.start, span.end) for span in parsed.sentences] == ["The lock was shut in Kelmora.", "The boats left."]


def test_a_line_ends_a_sentence() -> None:
    parsed = parse(page("Lock shut\r\nBoats wait. \n\n Rain"))
    assert [parsed.words(span.start, span.end) for span in parsed.sentences] == ["Lock shut", "Boats wait.", "Rain"]


def split(*paragraphs: str) -> list[str]:
    """Sentences of paragraphs that touch each other."""
    text = "".join(paragraphs)
    ends = [sum(map(len, paragraphs[:number])) for number in range(len(paragraphs) + 1)]
    spans = [Span(start, end) for start, end in pairwise(ends)]
    return [text[span.start : span.end] for span in sentences(text, spans, language("en"))]


def test_marks_inside_a_word_end_nothing() -> None:
    assert split("It is ...shut?!now. Boats wait?!” Rain") == ["It is ...shut?!now.", "Boats wait?!”", "Rain"]
    assert split("Boats wait..", ".. Rain") == ["Boats wait..", "..", "Rain"]


def test_a_number_after_marks_ends_nothing() -> None:
    for marks in ("(", "(" * (LONGEST_ENUMERATOR - 1)):
        assert split(f"{marks}b. Open the lock.") == [f"{marks}b. Open the lock."]


@pytest.mark.parametrize(
    ("before", "unit", "after"),
    [
        ("", ".", "a"),
        ("", "?!", "a"),
        ("", "…", '"a'),
        (".", '"', "a"),
        ("", ". ", "a"),
        ("(" * 40_000 + "b. ", "B. ", "x"),
        ("1" + ".1" * 20_000 + ". ", "B. ", "x"),
    ],
)
def test_time_is_linear(before: str, unit: str, after: str) -> None:
    text = before + unit * (100_000 // len(unit)) + after
    started = time.process_time()
    sentences(text, [Span(0, len(text))], language("en"))
    assert time.process_time() - started < 3
