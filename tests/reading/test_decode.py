from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.errors import UnreadableInput
from firsthand.reading.decode import decode, mixture

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


def test_utf8_with_stray_bytes_is_read_and_says_so() -> None:
    """Texts that were pasted together from two sources: neither part is lost for the other."""
    data = WORDS.encode() + "“Café” is open\n".encode("cp1252")
    assert decode(data, "a.txt") == WORDS + "“Café” is open\n"
    assert mixture(data, "a.txt") == (
        f"a.txt: 3 bytes are no UTF-8, the first at byte {len(WORDS.encode()) + 1}; read as Windows-1252. Save the file as UTF-8, or correct it."
    )
    assert mixture(WORDS.encode(), "a.txt") is None


def test_a_last_character_that_was_cut_is_told() -> None:
    data = WORDS.encode() + "“".encode()[:2]
    assert decode(data, "a.txt") == WORDS + "\ufffd"
    assert (mixture(data, "a.txt") or "").startswith(
        f"a.txt: breaks off in the middle of its last character, at byte {len(WORDS.encode()) + 1}."
    )


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "gb18030", "shift_jis", "euc_kr", "big5"])
def test_other_encodings_are_no_mixture(encoding: str) -> None:
    text = {
        "cp1251": "Паром не выйдет",
        "koi8_r": "Паром не выйдет",
        "shift_jis": "船は月曜日まで出ない",
        "euc_kr": "배는 떠나지 않는다",
    }.get(encoding, "渡輪星期一之前不會開航")
    assert mixture((text * 20).encode(encoding), "a.txt") is None


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_its_zeros(encoding: str) -> None:
    text = "The ferry will not sail before Monday, said the café’s owner.\n" * 3
    assert decode(text.encode(encoding), "a.txt") == text


def test_western_text_is_not_taken_for_its_neighbours() -> None:
    text = "The naïve café façade of Dunmarrow, said Zoë, was closed. “No,” he said, “it is late.” " * 8
    assert decode(text.encode("cp1252"), "a.txt") == text
