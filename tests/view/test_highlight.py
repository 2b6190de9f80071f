from __future__ import annotations

import html
import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from firsthand.view.highlight import Look, Mark, escape, highlighted, segments

# All that a story can hold: no NUL, no half of a surrogate pair.
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
AWKWARD = st.sampled_from(
    [
        "\r",
        "\n",
        "\r\n",
        "\t",
        "\x0b",
        "\x0c",
        "\x7f",
        "\x80",
        "\x9f",
        "\u2028",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\U0001f6a2",
        "<",
        "&",
        "&amp;",
        "</b>",
    ]
)
TEXTS = st.lists(st.one_of(CHARACTERS, AWKWARD), max_size=60).map("".join)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(places, places, st.sampled_from(["row", "furniture"]), st.sampled_from(["1w", "2s", "x"])), max_size=8))
    return text, [Mark(min(a, b), max(a, b), kind, name) for a, b, kind, name in pairs]


def text_of(markup: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", markup))


@given(marked())
def test_text_content_is_the_text(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    written = highlighted(text, marks)
    assert text_of(written) == text
    assert "\r" not in written


@given(marked())
def test_segments_cover_the_text_and_carry_every_mark(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    found = segments(0, len(text), marks)
    assert "".join(text[s.start : s.end] for s in found) == text
    for segment in found:
        assert Counter(segment.marks) == Counter(m for m in marks if m.start <= segment.start and segment.end <= m.end and m.start < m.end)


@given(marked(), st.data())
def test_a_part_is_that_part_of_the_text(case: tuple[str, list[Mark]], data: st.DataObject) -> None:
    text, marks = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert text_of(highlighted(text, marks, within=(start, end))) == text[start:end]


def test_overlapping_marks_all_show() -> None:
    marks = [Mark(0, 6, "row", "1w"), Mark(4, 9, "row", "2w"), Mark(4, 6, "row", "3s")]
    assert highlighted("abcdefghij", marks) == (
        '<span class="p"><span data-m="row:1w">abcd</span><span data-m="row:1w row:2w row:3s">ef</span><span data-m="row:2w">ghi</span>j</span>'
    )


def test_a_mark_over_two_lines_is_on_both() -> None:
    assert highlighted("one\ntwo", [Mark(2, 5, "row")]) == (
        '<span class="p">on<span data-m="row">e\n</span></span><span class="p"><span data-m="row">t</span>wo</span>'
    )


def test_a_look_writes_what_it_is_told() -> None:
    look = Look(before=lambda segment: escape("|"), line_class=lambda start, end: "p heading")
    assert highlighted("a", [], look) == '<span class="p heading">|a</span>'


def test_markup_and_carriage_returns_are_escaped() -> None:
    assert escape('<a href="x">&\'\r\n') == "&lt;a href=&#34;x&#34;&gt;&amp;&#39;&#13;\n"
