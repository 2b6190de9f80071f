"""Bytes to text: by byte order mark, as UTF-8, by what the file declares, and only then by guess.

Where a file of UTF-8 holds a few bytes that are none, as texts pasted together from several sources do, those are read as Windows-1252, one by
one, and `mixture` gives the line that says so.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from firsthand.errors import UnreadableInput

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

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
ASCII = bytes(range(128))
# A byte that is no UTF-8, as `surrogateescape` gives it.
HALF = re.compile("[\udc80-\udcff]")
DECLARATION_WITHIN = 4096
# Where no encoding fits better than this one, Western pages are in it (WHATWG: the default of most locales).
WESTERN = "cp1252"
# Bytes by which UTF-16 without a mark is told, and the share of zeros in one half of them: letters, spaces and marks of Western text have one.
HALVES_WITHIN, ZEROS = 65_536, 0.7
STRAY = "firsthand.stray"
# What Python says of bytes that begin a character and do not end it.
CUT = "end of data"


def decode(data: bytes, path: str, *, markup: bool = False) -> str:
    """The text of `data`; a byte order mark is no part of it. `markup` looks for a declared encoding in the first 4 KiB.

    Raises:
        UnreadableInput: the bytes are no text.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, path)
    if b"\x00" in data:
        return _unmarked(data, path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _declared(data) if markup else None
    if declared in (None, "utf-8") and _strays(data):
        return data.decode("utf-8", STRAY)
    if declared is not None:
        return data.decode(declared, errors="replace")
    return _guessed(data, path)


def mixture(data: bytes, path: str, *, markup: bool = False) -> str | None:
    """The line that says which bytes were read as Windows-1252, though the file is UTF-8 as a whole; None where there are none."""
    if data.isascii() or data.startswith(tuple(mark for mark, _ in MARKS)) or b"\x00" in data:
        return None
    if markup and _declared(data) not in (None, "utf-8"):
        return None
    strays = _strays(data)
    if not strays:
        return None
    text = data.decode("utf-8", "surrogateescape")
    first = len(text[: text.index(strays[0])].encode("utf-8")) + 1
    if _cut(data):
        return f"{path}: breaks off in the middle of its last character, at byte {first:,}. Save the file again from its source."
    count = f"{len(strays):,} bytes are" if len(strays) > 1 else "1 byte is"
    return f"{path}: {count} no UTF-8, the first at byte {first:,}; read as Windows-1252. Save the file as UTF-8, or correct it."


def _strays(data: bytes) -> list[str]:
    """The bytes that are no UTF-8, as half surrogates, where at least as many bytes beyond ASCII are UTF-8; empty elsewhere."""
    strays = HALF.findall(data.decode("utf-8", "surrogateescape"))
    return strays if strays and len(data.translate(None, ASCII)) >= 2 * len(strays) else []


def _cut(data: bytes) -> bool:
    """Whether the only bytes that are no UTF-8 begin a last character."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return CUT in error.reason
    return False


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 as Windows-1252 has them; a last character that was cut is lost."""
    assert isinstance(error, UnicodeDecodeError)
    cut = CUT in error.reason
    return "\ufffd" if cut else error.object[error.start : error.end].decode(WESTERN, "replace"), error.end


codecs.register_error(STRAY, _stray)


def _unmarked(data: bytes, path: str) -> str:
    """Text in UTF-16 without a byte order mark: in Western text every second byte is zero."""
    sample = data[:HALVES_WITHIN]
    for half, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = sample[half::2].count(0), sample[1 - half :: 2].count(0)
        if zeros >= ZEROS * len(sample[half::2]) and not others:
            return _strictly(data, encoding, path)
    raise UnreadableInput(f"{path}: is binary, not text. Export its text, or take the file away.")


def stream_encoding(sample: bytes, path: str) -> str:
    """The encoding of a file that is read as a stream, by its first bytes: one for the whole file.

    UTF-8 where more lines are UTF-8 than are not, ASCII apart: the others are faults, to be told where they are met.

    Raises:
        UnreadableInput: the bytes are no text.
    """
    for mark, encoding in MARKS:
        if sample.startswith(mark):
            return {"utf-8": "utf-8-sig"}.get(encoding, encoding[:6])  # these take the mark away
    if 20 * sample[:1024].count(0) > len(sample[:1024]):
        raise UnreadableInput(f"{path}: is binary, not text. Export its text, or take the file away.")
    strange = [line for line in sample[: sample.rfind(b"\n") + 1 or None].split(b"\n") if not line.isascii()]
    good = sum(map(is_utf8, strange))
    return "utf-8" if 2 * good >= len(strange) else _guess(b"\n".join(strange), path).encoding


def is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _declared(data: bytes) -> str | None:
    match = DECLARED.search(data[:DECLARATION_WITHIN])
    if match is None:
        return None
    return codec_of((match.group(1) or match.group(2)).decode("ascii"))


def codec_of(label: str) -> str | None:
    """Python's name of the encoding that a page or its server declares; None where it is none that a page can be in."""
    name = label.lower()
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
    return str(_guess(data, path))


def _guess(data: bytes, path: str) -> CharsetMatch:
    import charset_normalizer  # only files that are not UTF-8 pay for it

    found = charset_normalizer.from_bytes(data, cp_isolation=list(LIKELY))
    best = found.best()
    if best is None:
        raise UnreadableInput(f"{path}: its encoding cannot be told. Save the file as UTF-8.")
    equal = (each for each in found if (each.chaos, each.coherence) == (best.chaos, best.coherence))
    return next((each for each in equal if each.encoding == WESTERN), best)
