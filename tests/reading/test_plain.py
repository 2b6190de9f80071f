from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.errors import UnreadableInput, UnsupportedFormat
from firsthand.model import Known, text_sha256
from firsthand.reading import REMEDIES, Frozen, article_id, read_bytes


def read(data: str | bytes, name: str = "a.txt", known: Known | None = None) -> Frozen:
    (frozen,) = read_bytes(data if isinstance(data, bytes) else data.encode("utf-8"), name, known or Known())
    return frozen


def blocks(frozen: Frozen) -> Iterator[tuple[str, str]]:
    for block in frozen.page.blocks:
        assert frozen.article.text[block.span.start : block.span.end] == block.words
        yield block.words, block.place


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_is_kept_as_it_stands(end: str) -> None:
    text = f"  Ferry stays{end}{end}{end}The wall is broken. \t{end}"
    frozen = read(text)
    assert frozen.article.text == text
    assert frozen.article.sha256 == text_sha256(text)
    assert list(blocks(frozen)) == [("Ferry stays", "line 1"), ("The wall is broken.", "line 4")]


def test_the_mark_is_no_text_but_the_file_has_it() -> None:
    marked, bare = read(b"\xef\xbb\xbfFerry"), read(b"Ferry")
    assert marked.article.text == "Ferry"
    assert marked.article.article_id == bare.article.article_id
    assert marked.capture.raw_sha256 != bare.capture.raw_sha256


def test_only_line_ends_end_a_line() -> None:
    text = "one\u2028two\x0bthree\x85four\x0cfive"
    assert list(blocks(read(text))) == [(text, "line 1")]


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")).filter(
        lambda text: text.strip() and not text.startswith("\ufeff")
    )
)
def test_blocks_hold_every_visible_character_in_order(text: str) -> None:
    frozen = read(text)
    assert frozen.article.text == text
    joined = "".join(words for words, _ in blocks(frozen))
    assert "".join(joined.split()) == "".join(text.split())


WRAPPED = """\
The ferry to the island of Dunmarrow stays in port until the wall
of its harbour has been looked at by engineers from the mainland,
the company said on Sunday evening in a note that was pinned to a
door. Nobody at the office could say when the next boat would sail
or who would pay for the bread that had to be flown in meanwhile by
the two aircraft that are small enough for the strip on the island.

A second note was pinned beside it."""


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    found = [words for words, _ in blocks(read(WRAPPED))]
    assert found == WRAPPED.split("\n\n")


def test_short_lines_stay_lines() -> None:
    text = "\n".join(f"Boat {number} sails at {number} o’clock" for number in range(1, 12))
    assert len(list(blocks(read(text)))) == 11


@pytest.mark.parametrize("data", [b"", b" \n\r\n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
def test_nothing_to_read_is_said(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match=r"a\.txt: (is empty|holds no text)\. Save the article"):
        read(data)


@pytest.mark.parametrize("data", [b"Ferry\x00stays", "Ferry\x00stays".encode("utf-16")])
def test_nul_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match=r"a\.txt: .*(binary|NUL)"):
        read(data)


@pytest.mark.parametrize("suffix", REMEDIES)
def test_formats_that_are_not_read_are_refused_by_name_with_the_remedy(suffix: str) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        read(b"anything", f"sub/Report{suffix.upper()}")
    assert str(caught.value) == f"sub/Report{suffix.upper()}: {suffix} files are not read yet. {REMEDIES[suffix]}"


def test_a_picture_is_refused_by_its_suffix() -> None:
    with pytest.raises(UnsupportedFormat, match=r"boat\.png: \.png files are not read\. Give text, Markdown, HTML, PDF, DOCX"):
        read(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "boat.png")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Ferry stays in port", "Ferry stays in port"),
        ("<!DOCTYPE html><p>Ferry stays</p>", "Ferry stays"),
        ("\ufeff \n<html><body>Ferry stays</body></html>", "Ferry stays"),
        ('{"body_text": "Ferry stays"}', "Ferry stays"),
        ('[{"body_text": "Ferry stays"}]', "Ferry stays"),
        ("{Ferry} stays", "{Ferry} stays"),
        ("[Ferry] stays", "[Ferry] stays"),
        ("< 5 boats", "< 5 boats"),
    ],
)
@pytest.mark.parametrize("name", ["stdin", "article", "story.2031-08-02"])
def test_a_name_that_tells_nothing_leaves_the_content_to_tell(name: str, data: str, words: str) -> None:
    assert read(data, name).article.text == words


def test_what_names_an_article() -> None:
    """URL and text; the outlet only where no URL is known; never the file."""
    here = read("Ferry stays", "a.txt").article.article_id
    assert read("Ferry stays", "b/c.md").article.article_id == here
    assert read("Ferry stays.", "a.txt").article.article_id != here
    two = {read("Ferry stays", known=Known(outlet=outlet)).article.article_id for outlet in ("The Quay", "Island Post")}
    assert len(two | {here}) == 3
    with_url = {
        read("Ferry stays", known=Known(outlet=outlet, url="https://quay.example/1")).article.article_id
        for outlet in ("The Quay", "Island Post", None)
    }
    assert with_url == {article_id("https://quay.example/1", None, "Ferry stays")}
