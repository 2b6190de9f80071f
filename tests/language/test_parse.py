"""What holds for every text: tokens rebuild it, spans lie inside it, words are its words, and time is linear."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import TEXTS, page

from firsthand.language.parse import parse
from firsthand.language.tokens import QUOTES
from firsthand.model import Block, Page, Span


@given(TEXTS)
def test_tokens_rebuild_the_text(text: str) -> None:
    tokens = parse(page(text)).tokens
    assert "".join(token.text + token.space for token in tokens) == text
    assert all(text[token.start : token.end] == token.text and token.text for token in tokens)


@given(TEXTS)
def test_spans_lie_inside_and_hold_their_words(text: str) -> None:
    parsed = parse(page(text))
    for span in parsed.sentences:
        assert 0 <= span.start < span.end <= len(text)
        words = parsed.words(span.start, span.end)
        assert words == text[span.start : span.end]
        assert words == words.strip()
    assert all(a.end <= b.start for a, b in zip(parsed.sentences, parsed.sentences[1:], strict=False))
    for quotation in parsed.quotations:
        assert quotation.words == text[quotation.span.start : quotation.span.end]
        for span in quotation.content_spans:
            assert quotation.span.start < span.start < span.end <= quotation.span.end
            assert parsed.words(span.start, span.end) == text[span.start : span.end]


@given(TEXTS)
def test_marks_of_a_quotation_are_tokens_of_their_own(text: str) -> None:
    parsed = parse(page(text))
    starts = {token.start for token in parsed.tokens}
    for quotation in parsed.quotations:
        assert quotation.span.start in starts


@given(TEXTS)
def test_every_double_mark_is_a_token(text: str) -> None:
    for token in parse(page(text)).tokens:
        if any(mark in token.text for mark in set(QUOTES) - set("'’‘‚‛")):
            assert len(token.text) == 1


@given(TEXTS, st.data())
def test_words_of_any_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert parse(page(text)).words(start, end) == text[start:end]


@given(TEXTS)
def test_a_language_without_rules_is_read_without_guesses(text: str) -> None:
    parsed = parse(page(text, "xx"))
    assert "".join(token.text + token.space for token in parsed.tokens) == text
    assert {quotation.guess for quotation in parsed.quotations} <= {"language"}


def test_words_come_from_the_tokens_not_from_the_text() -> None:
    parsed = parse(page("The lock is shut."))
    changed = type(parsed)(parsed.article_id, parsed.language, (*parsed.tokens[:-1],), _starts=parsed._starts[:-1])
    assert changed.words(0, 17) == "The lock is shut"


def test_sentences_and_quotations_stop_at_blocks() -> None:
    text = "“The lock is shut. The mayor knows"
    blocks = tuple(Block("a", Span(a, b), text[a:b], "paragraph", "p", None) for a, b in ((0, 18), (18, len(text))))
    parsed = parse(Page("a", text, "en", None, blocks, ()))
    assert [parsed.words(s.start, s.end) for s in parsed.sentences] == ["“The lock is shut.", "The mayor knows"]
    assert parsed.quotations[0].words == "“The lock is shut."


@pytest.mark.parametrize(
    "unit", ["😀", '"', "“", "”", "“”", "'", "‘", "a", "“a\n", '"a b\n"', "‘a’ ", "a. ", "\n", "(“a ", "A.", "1,", "a-"]
)
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        started = time.process_time()
        parse(page(text))
        return time.process_time() - started

    seconds(1_000)
    assert seconds(40_000) < 0.5 + 16 * seconds(10_000)
