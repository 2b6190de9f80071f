"""Where a paragraph ends: with its block, not with a line that was only wrapped."""

from __future__ import annotations

from firsthand import stages
from firsthand.language.paragraphs import paragraphs
from firsthand.model import Block, BlockKind, Known, Page, Span
from firsthand.reading import Frozen, read_bytes

WRAPPED = """The quay board will meet again on Monday to decide whether the old north
quay can be used by the new ferry, officials said, after a whole week of
talks that ended without any result.

"We have looked at every berth on this side and none of them is deep at
all, not for the ships that the company wants to bring here," Mara Oldwin,
the harbour master, told reporters on Friday. The full survey would then be
published before the end of the month, she added, and the board had not
yet seen all of the final figures.
"""


def page(text: str, *blocks: tuple[int, int, BlockKind]) -> Page:
    listed = tuple(Block("a", Span(start, end), text[start:end], kind, "line 1", None) for start, end, kind in blocks)
    return Page("a", text, "en", None, listed, ())


def words(made: Page) -> list[str]:
    return [made.text[span.start : span.end] for span in paragraphs(made)]


def test_a_block_of_several_lines_is_one_paragraph() -> None:
    assert words(page("one\ntwo\n\nthree", (0, 7, "line"), (9, 14, "line"))) == ["one\ntwo", "three"]


def test_an_empty_line_parts_paragraphs_inside_a_block() -> None:
    for gap in ("\n\n", "\r\n\r\n", "\n \t\n", "\f", "\u2029"):
        assert words(page(f"one{gap}two", (0, 6 + len(gap), "line"))) == ["one", "two"]


def test_one_line_end_of_two_characters_is_no_empty_line() -> None:
    assert words(page("one\r\ntwo", (0, 8, "line"))) == ["one\r\ntwo"]


def test_lines_part_where_no_block_tells_and_in_preformatted_text() -> None:
    assert words(page("one\ntwo")) == ["one", "two"]
    assert words(page("one\ntwo", (0, 7, "preformatted"))) == ["one", "two"]


def test_blocks_that_follow_each_other_are_paragraphs_of_their_own() -> None:
    assert words(page("one\ntwo", (0, 3, "line"), (4, 7, "line"))) == ["one", "two"]


def test_a_quotation_over_wrapped_lines_is_read_whole() -> None:
    (frozen,) = read_bytes(WRAPPED.encode(), "a.txt", Known())
    assert isinstance(frozen, Frozen)
    (result,) = stages.run(frozen.page, frozenset(("attribution",)))
    direct = (row for row in result.rows if row.form == "direct" and row.within is None)
    found = {piece.role: " ".join(piece.words.split()) for row in direct for piece in row.evidence}
    assert found["source"] == "Mara Oldwin, the harbour master"
    assert found["content"].startswith("We have looked at every berth")
    assert found["content"].endswith("the company wants to bring here,")
