"""WARC, the format of web crawls (ISO 28500), packed or not; CC-NEWS as published.

Articles are the pages that a server answered with status 200 (`response`), and pages that were stored without their HTTP headers
(`resource`, `conversion`): HTML, XHTML and plain text. JSON, feeds, pictures and styles are none, nor are requests, revisits (the page stands in an
earlier record) and metadata. FastWARC finds the records; HTTP is taken apart here, so that a server's mistakes stay inside their record.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, BinaryIO

from firsthand.errors import UnreadableInput
from firsthand.reading.decode import codec_of, is_utf8
from firsthand.reading.draft import Field, Piece, Problem

# Bytes of a record, and of the page in it once unpacked.
LARGEST = 16_000_000
WANTED = ("response", "resource", "conversion")
SUFFIXES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}
HTTP = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})")
HEAD_END = re.compile(rb"\r?\n\r?\n")
CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
PAGE = re.compile(rb"\s*(?:<!doctype\s+html|<html)", re.IGNORECASE)
UTF8_MARK = b"\xef\xbb\xbf"
# Where a member, or in an unpacked file a record, can start.
START = re.compile(rb"\x1f\x8b\x08|(?<=\n)WARC/[01]\.\d+\r?\n")
STEP = 1 << 20
# Damages in one file after which it is given up: each costs a search.
MOST_DAMAGES = 1_000
# Bytes of a packed record after which its first words can be unpacked.
BEGINNING = 2048


@dataclass(slots=True)
class _Seen:
    """How far the file was read: `number` records, the last from byte `offset`; what was met, by kind."""

    number: int = 0
    offset: int = -1
    kinds: Counter[str] = field(default_factory=Counter)


class _DamagedError(Exception):
    """A record is not whole."""


def split_warc(file: BinaryIO, path: str) -> Iterator[Piece | Problem]:
    """A piece for each page, `record N` counting all records. After a damage, reading goes on at the next record that can be found.

    Raises:
        UnreadableInput: it holds no WARC record, or no page.
    """
    seen = _Seen()
    given = False
    start: int | None = 0
    tries = 0
    while start is not None and tries < MOST_DAMAGES:
        tries += 1
        try:
            for item in _records(file, path, seen, start):
                given = True
                yield item
            break
        except _DamagedError:
            if seen.number == 0:
                break
            if seen.offset >= start:  # else what was found behind a damage is no record either: it is told already
                given = True
                yield _damage(seen, path)
            start = _next_start(file, max(seen.offset, start) + 1)
    if not given:
        raise UnreadableInput(_nothing(seen, path))


def _records(file: BinaryIO, path: str, seen: _Seen, start: int) -> Iterator[Piece | Problem]:
    """The pages of the records from byte `start` on.

    Raises:
        _DamagedError: the last record of `seen` is not whole, or, where it is behind `start`, there is none.
    """
    from fastwarc.warc import ArchiveIterator

    if start:
        file.seek(start)
    try:
        records = iter(ArchiveIterator(file, parse_http=False, quirks_mode=True))
        while (record := _next(records, seen, start)) is not None:
            seen.number += 1
            seen.offset = start + record.stream_pos
            kind = _header(record, "WARC-Type").lower()
            seen.kinds[kind] += 1
            item = _record(record, kind, seen.number, path)
            if item is not None:
                yield item
    except OSError:  # FastWARC's word for bytes that are not as they should be
        raise _DamagedError from None


def _next(records: Iterator[Any], seen: _Seen, start: int) -> Any:
    try:
        return next(records, None)
    except OSError:
        seen.number += seen.offset >= start  # it is the one behind the last
        raise


def _record(record: Any, kind: str, number: int, path: str) -> Piece | Problem | None:
    """The page of a record; None where it holds none.

    Raises:
        _DamagedError: the record is not whole.
    """
    length = _length(_header(record, "Content-Length"))
    if length is None or length != record.content_length:
        raise _DamagedError
    if kind not in WANTED:
        _whole(record.consume(), length)
        return None
    url = _header(record, "WARC-Target-URI").removeprefix("<").removesuffix(">")
    place = f"record {number}"
    if length > LARGEST:
        _, status, media, _ = _http(record.reader.read(STEP), kind, record)
        _whole(record.consume() + STEP, length)
        wanted = status == 200 and media in SUFFIXES
        return Problem(place, f"{path}, {place}: {_shown(url)} {TOO_LARGE}") if wanted else None
    block = record.reader.read(length) if length else b""
    _whole(len(block), length)
    body, status, media, headers = _http(block, kind, record)
    if status != 200 or media not in SUFFIXES or url.split("?")[0].endswith("/robots.txt"):
        return None
    data = _decoded(body, headers)
    if data is None:
        return Problem(place, f"{path}, {place}: {_shown(url)} {TOO_LARGE}")
    return Piece(place, _in_utf8(data, headers), SUFFIXES[media], tuple(_fields(url, record)), _time(_header(record, "WARC-Date")))


TOO_LARGE = f"holds more than {LARGEST // 1_000_000} MB, more than a page has. Take the page out if it is an article."


def _whole(found: int, length: int) -> None:
    if found < length:
        raise _DamagedError


def _length(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 20 else None


def _header(record: Any, name: str) -> str:
    """A header of the record as UTF-8, which it should be, else as Latin-1; empty where it is not there."""
    value: bytes = record.headers.get_bytes(name.encode("ascii")) or b""
    return value.decode("utf-8" if is_utf8(value) else "latin-1").strip()


# --- HTTP ---------------------------------------------------------------------------------------------------------------------------


def _http(block: bytes, kind: str, record: Any) -> tuple[bytes, int, str, dict[str, str]]:
    """The body, the status, the media type and the headers by their names in lower case."""
    if kind != "response":
        headers = {"content-type": _header(record, "Content-Type")}
        return block, 200, _media(block, headers, record), headers
    match = HTTP.match(block)
    end = HEAD_END.search(block)
    if match is None or end is None:
        return b"", 0, "", {}
    lines = block[: end.start()].decode("latin-1").splitlines()[1:]
    headers = {name.strip().lower(): value.strip() for name, colon, value in (line.partition(":") for line in lines) if colon}
    body = block[end.end() :]
    return body, int(match[1]), _media(body, headers, record), headers


def _media(body: bytes, headers: dict[str, str], record: Any) -> str:
    """The media type; where the server gives none, as the crawler told it or as the first bytes tell it."""
    given = headers.get("content-type") or _header(record, "WARC-Identified-Payload-Type")
    if not given and PAGE.match(body[:1000]):
        return "text/html"
    return given.partition(";")[0].strip().lower()


def _decoded(body: bytes, headers: dict[str, str]) -> bytes | None:
    """The body without transfer and content encoding; as it is where it is not so encoded, as crawlers that decode leave the headers.

    None where it unpacks to more than LARGEST bytes.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    for encoding in reversed(headers.get("content-encoding", "").lower().split(",")):
        unpacked = _unpacked(body, encoding.strip())
        if unpacked is None:
            return None
        body = unpacked
    return body


def _unchunked(body: bytes) -> bytes:
    out: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\n", at, at + 200)
        size = body[at:end].split(b";")[0].strip() if end >= 0 else b""
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", size):
            return b"".join(out) if out else body  # the chunks end here, or there were none
        if int(size, 16) == 0:
            return b"".join(out)
        out.append(body[end + 1 : end + 1 + int(size, 16)])
        at = end + 1 + int(size, 16)
        at = body.find(b"\n", at, at + 2) + 1 or at


def _unpacked(body: bytes, encoding: str) -> bytes | None:
    if encoding == "br":
        return _unbrotli(body)
    widths = {"gzip": (16 + zlib.MAX_WBITS,), "x-gzip": (16 + zlib.MAX_WBITS,), "deflate": (zlib.MAX_WBITS, -zlib.MAX_WBITS)}
    for width in widths.get(encoding, ()):
        try:
            out = zlib.decompressobj(width).decompress(body, LARGEST + 1)
        except zlib.error:
            continue
        return out if len(out) <= LARGEST else None
    return body


def _unbrotli(body: bytes) -> bytes | None:
    import brotli

    try:
        out = bytes(brotli.Decompressor().process(body, output_buffer_limit=LARGEST + 1))
    except brotli.error:
        return body
    return out if len(out) <= LARGEST else None


def _in_utf8(data: bytes, headers: dict[str, str]) -> bytes:
    """The page anew in UTF-8, marked, where the server names an encoding and the bytes are not UTF-8: its word goes before the page's own."""
    match = CHARSET.search(headers.get("content-type", ""))
    codec = codec_of(match[1]) if match is not None else None
    if codec is None or codec == "utf-8" or is_utf8(data):
        return data
    return UTF8_MARK + data.decode(codec, "replace").encode("utf-8", "replace")


# --- what is said of a record -----------------------------------------------------------------------------------------------------------


def _fields(url: str, record: Any) -> Iterator[Field]:
    if url.startswith(("http://", "https://")):
        yield "url", url, "warc target-uri"
    if _header(record, "WARC-Truncated"):
        yield "extent", "cut", "warc truncated"


def _time(value: str) -> datetime | None:
    """`WARC-Date` as naive UTC."""
    try:
        instant = datetime.fromisoformat(value)
        return (instant.astimezone(UTC) if instant.tzinfo else instant).replace(tzinfo=None, microsecond=0)
    except (ValueError, OverflowError):
        return None


def _shown(url: str) -> str:
    return ascii(url[:200])[1:-1] or "a page without an address"


def _damage(seen: _Seen, path: str) -> Problem:
    place = f"record {seen.number}"
    rest = "Fetch the file again; every whole record that could be found is read."
    return Problem(place, f"{path}, {place}: is damaged or cut short, behind byte {seen.offset:,} of the file. {rest}")


def _nothing(seen: _Seen, path: str) -> str:
    if not seen.number:
        return f"{path}: holds no WARC record. Fetch the file again, or take it away."
    kinds = ", ".join(f"{count} {kind or 'without a type'}" for kind, count in sorted(seen.kinds.items()))
    return f"{path}: holds no page; its records are {kinds}. Give a WARC with HTML that a server answered with status 200."


def _next_start(file: BinaryIO, after: int) -> int | None:
    """The first byte from `after` on from which another record can be read; None where there is none."""
    if not file.seekable():
        return None
    file.seek(after)
    at, window = after, b""
    while chunk := file.read(STEP):
        window += chunk
        sure = len(window) - BEGINNING if len(chunk) == STEP else len(window)
        for match in START.finditer(window):
            if match.start() >= sure:
                break  # it comes again with what follows it
            if match[0].startswith(b"WARC") or _starts_record(window[match.start() : match.start() + BEGINNING]):
                return at + match.start()
        at += sure
        window = window[sure:]
    return None


def _starts_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, 5) == b"WARC/"
    except zlib.error:
        return False
