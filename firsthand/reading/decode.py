"""Bytes to text: by byte order mark, by what the file declares, as UTF-8, and only then by guess."""

from __future__ import annotations

import codecs
import re

from firsthand.errors import UnreadableInput

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})|<\?xml[^>]{0,100}encoding=["']([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)
# What the WHATWG encoding standard reads under the labels that pages use for it.
ALIASES = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
# Python has more encodings than pages: no page that can be searched for its declaration is in one of these.
NO_PAGE = frozenset(
    ("utf-7", "punycode", "idna", "undefined", "unicode-escape", "unicode_escape", "raw-unicode-escape", "raw_unicode_escape")
)
# Encodings that texts of the web are in, as the WHATWG standard lists them; in others a short text would be found by accident.
LIKELY = (
    "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859_2", "koi8_r", "koi8_u", "gb18030", "big5",
    "shift_jis", "euc_jp", "iso2022_jp", "euc_kr", "cp874",
)  # fmt: skip
DECLARATION_WITHIN = 4096


def decode(data: bytes, path: str, *, markup: bool = False) -> str:
    """The text of `data`; a byte order mark is no part of it. `markup` looks for a declared encoding in the first 4 KiB.

    Raises:
        UnreadableInput: the bytes are no text.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, path)
    if b"\x00" in data:
        raise UnreadableInput(f"{path}: is binary, not text. Export its text, or take the file away.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _declared(data) if markup else None
    if declared is not None:
        return data.decode(declared, errors="replace")
    return _guessed(data, path)


def _declared(data: bytes) -> str | None:
    match = DECLARED.search(data[:DECLARATION_WITHIN])
    if match is None:
        return None
    name = (match.group(1) or match.group(2)).decode("ascii").lower()
    try:
        found = codecs.lookup(ALIASES.get(name, name)).name
        b"a".decode(found)  # `hex` and the like are codecs, but none of text
    except (LookupError, ValueError):
        return None
    return None if found in NO_PAGE or found.startswith(("utf-16", "utf-32")) else found


def _strictly(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            f"{path}: starts as {encoding.upper()} but breaks at byte {error.start}. Save the file again from its source."
        ) from None


def _guessed(data: bytes, path: str) -> str:
    import charset_normalizer  # only files that are not UTF-8 pay for it

    best = charset_normalizer.from_bytes(data, cp_isolation=list(LIKELY)).best()
    if best is None:
        raise UnreadableInput(f"{path}: its encoding cannot be told. Save the file as UTF-8.")
    return str(best)
