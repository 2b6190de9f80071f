from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.errors import UnreadableInput
from firsthand.reading.decode import decode

WORDS = "Fährbetrieb — “geschlossen” bis März 雨\r\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(mark: bytes, encoding: str) -> None:
    assert decode(mark + WORDS.encode(encoding), "a.txt") == WORDS


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_utf8_comes_out_as_it_went_in(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode(text.encode("utf-8"), "a.txt") == text


def test_only_the_first_mark_is_taken_off() -> None:
    assert decode(codecs.BOM_UTF8 + "\ufeffa".encode(), "a.txt") == "\ufeffa"


def test_a_mark_that_the_bytes_do_not_keep_is_refused() -> None:
    with pytest.raises(UnreadableInput, match=r"a\.txt: starts as UTF-8 but breaks at byte 3"):
        decode(codecs.BOM_UTF8 + b"abc\xff", "a.txt")


def test_binary_is_refused_with_the_remedy() -> None:
    with pytest.raises(UnreadableInput, match=r"a\.txt: is binary.*Export its text"):
        decode(b"text\x00text", "a.txt")


def test_old_european_text_is_guessed() -> None:
    text = "Die Fähre fährt nicht über den Sund, sagte der Hafenmeister, weil die Mole gebrochen ist. Für Mehl reiche es noch. " * 4
    assert decode(text.encode("cp1252"), "a.txt") == text


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("iso-8859-1", "cp1252"), ("windows-1251", "cp1251"), ("Shift_JIS", "shift_jis"), ("gb2312", "gb18030"), ("latin1", "cp1252")],
)
def test_a_page_is_read_as_it_declares(declared: str, encoding: str) -> None:
    words = {"cp1252": "“Fähre” – 5 €", "cp1251": "паром", "shift_jis": "船は出ない", "gb18030": "渡轮停航镕"}[encoding]
    page = f"<html><head><meta charset='{declared}'></head><body>{words}</body></html>".encode(encoding)
    assert words in decode(page, "a.html", markup=True)


def test_utf8_outranks_a_wrong_declaration() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">Fähre'
    assert decode(page.encode(), "a.html", markup=True) == page


def test_one_broken_byte_does_not_lose_a_declared_page() -> None:
    assert (
        decode(b"<meta charset=utf-8>F\xffhre <p>Der Hafen</p>", "a.html", markup=True) == "<meta charset=utf-8>F\ufffdhre <p>Der Hafen</p>"
    )


@pytest.mark.parametrize(
    "declared", ["hex", "base64", "rot13", "undefined", "no-such-thing", "utf-16", "utf-7", "punycode", "unicode_escape"]
)
def test_a_declaration_that_names_no_encoding_of_pages_is_passed_over(declared: str) -> None:
    """Python knows codecs that are no character sets, and bytes with an ASCII declaration in them are no UTF-16."""
    page = f"<meta charset={declared}>".encode() + "Die Fähre fährt nicht über den Sund, sagte der Hafenmeister. ".encode("cp1252") * 5
    assert "Die Fähre fährt nicht über den Sund" in decode(page, "a.html", markup=True)
