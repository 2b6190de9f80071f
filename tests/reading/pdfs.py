"""PDF files written by hand: lines of text at their places, on pages, and nothing more than a reader needs."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence

# A line of a page: x, y (points from the lower left corner), size, words.
Line = tuple[float, float, float, str]
A4 = (595, 842)
LIGATURES = {"ﬁ": b"\x8a", "ﬂ": b"\x8b"}
PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def column(words: Sequence[str], x: float = 72, y: float = 760, size: float = 11, leading: float = 14) -> list[Line]:
    """Lines one below the other; an empty one leaves its room."""
    return [(x, y - i * leading, size, line) for i, line in enumerate(words) if line]


def pdf(pages: Sequence[Sequence[Line]], info: Mapping[str, str] | None = None, password: str | None = None, packed: bool = False) -> bytes:
    """A PDF of `pages`. With a `password` (empty: anyone may open it) it is encrypted by RC4 with 40 bits, as PDF 1.1 to 1.4 did."""
    count = len(pages)
    encoding = b"<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[138/fi/fl]>>"
    objects: dict[int, bytes] = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b" ".join(b"%d 0 R" % (10 + 2 * i) for i in range(count))),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding %s>>" % encoding,
    }
    key = _key(password) if password is not None else None
    for i, lines in enumerate(pages):
        page, content = 10 + 2 * i, 11 + 2 * i
        objects[page] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>" % (*A4, content)
        stream = b"\n".join(b"BT /F %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (size, x, y, _escaped(words)) for x, y, size, words in lines)
        if packed:
            stream = zlib.compress(stream, 9)
        stream = _rc4(_object_key(key, content), stream) if key else stream
        objects[content] = b"<<%s/Length %d>>\nstream\n%s\nendstream" % (b"/Filter/FlateDecode" if packed else b"", len(stream), stream)
    if info:
        objects[4] = b"<<%s>>" % b"".join(b"/%s(%s)" % (name.encode(), _string(words, key, 4)) for name, words in info.items())
    if key and password is not None:
        owner = _rc4(hashlib.md5(_padded("owner")).digest()[:5], _padded(password))
        objects[5] = b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (owner.hex().encode(), _rc4(key, PADDING).hex().encode())
    return file_of(objects)


def picture_pdf(pages: int = 1) -> bytes:
    """A scan: each page is a picture, and no text."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(b"%d 0 R" % (10 + 2 * i) for i in range(pages))),
    }
    stream = b"q 500 0 0 700 40 40 cm BI /W 8 /H 8 /BPC 1 /CS /G ID \x00\xff\x00\xff\x00\xff\x00\xff EI Q"
    for i in range(pages):
        objects[10 + 2 * i] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R>>" % (*A4, 11 + 2 * i)
        objects[11 + 2 * i] = b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream)
    return file_of(objects)


def file_of(objects: Mapping[int, bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start = len(out)
    out += b"xref\n"
    for number in sorted({0, *places}):
        out += b"%d 1\n%s\n" % (number, b"%010d %05d %s " % ((places[number], 0, b"n") if number in places else (0, 65535, b"f")))
    more = b"/Info 4 0 R" if 4 in places else b""
    if 5 in places:
        more += b"/Encrypt 5 0 R/ID[<%s><%s>]" % (b"00" * 16, b"00" * 16)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (max(places) + 1, more, start)
    return bytes(out)


def _escaped(words: str) -> bytes:
    for ligature in LIGATURES:
        words = words.replace(ligature, {"ﬁ": "\ue001", "ﬂ": "\ue002"}[ligature])
    parts = []
    for character in words:
        if character in "\ue001\ue002":
            parts.append(LIGATURES["ﬁ" if character == "\ue001" else "ﬂ"])
        else:
            parts.append(character.encode("cp1252"))
    return _quoted(b"".join(parts))


def _quoted(data: bytes) -> bytes:
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r").replace(b"\n", b"\\n")


def _string(words: str, key: bytes | None, number: int) -> bytes:
    data = words.encode("ascii") if words.isascii() else b"\xfe\xff" + words.encode("utf-16-be")
    return _quoted(_rc4(_object_key(key, number), data) if key else data)


# --- the standard security handler, revision 2 (ISO 32000-1, 7.6.3) -----------------------------------------------------------------


def _padded(password: str) -> bytes:
    return (password.encode("ascii") + PADDING)[:32]


def _key(password: str) -> bytes:
    owner = _rc4(hashlib.md5(_padded("owner")).digest()[:5], _padded(password))
    return hashlib.md5(_padded(password) + owner + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + bytes(16)).digest()[:5]


def _object_key(key: bytes | None, number: int) -> bytes:
    assert key is not None
    return hashlib.md5(key + number.to_bytes(3, "little") + bytes(2)).digest()[:10]


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) & 255
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) & 255])
    return bytes(out)
