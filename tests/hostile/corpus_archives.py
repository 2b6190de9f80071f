"""Files of many articles and archives: cut, damaged, lying about their lengths, unpacking to more than a machine has."""

from __future__ import annotations

import gzip
import io
import json
import stat
import struct
import zipfile
import zlib

from corpus import PROSE, SAILS, Kind, holds, page
from corpus_texts import ninjs

GOOD = ninjs()
OTHER = ninjs(body_text=PROSE.replace("Monday", "Tuesday"))


def kinds() -> list[Kind]:
    return [*_lines(), *_tables(), *_warcs(), *_gzips(), *_zips()]


def _lines() -> list[Kind]:
    return [
        holds("lines-cut", "cut.jsonl", lambda: f"{GOOD}\n{OTHER}\n{GOOD[:-50]}", "partly", says="line 3: is cut short", words=SAILS),
        holds("lines-bad-in-the-middle", "middle.jsonl", lambda: f"{GOOD}\n{{broken\n{OTHER}\n", "partly", says="line 2: is not JSON", words=SAILS),
        holds("lines-overlong", "long.jsonl", lambda: f'{GOOD}\n{{"body_text": "{"a" * 17_000_000}"}}\n', "partly", says="line 2: is longer than", words=SAILS),
        holds("lines-deep", "deep.jsonl", lambda: f"{GOOD}\n{'[' * 100_000}\n", "partly", says="line 2: ", words=SAILS),
        holds("lines-empty-between", "gaps.jsonl", lambda: f"\n\n{GOOD}\n\n \n{OTHER}\n\n", "read", words=SAILS),
        holds("lines-of-prose", "prose.jsonl", lambda: PROSE * 10, "refused", says="no JSON objects. Give each article"),
        holds("lines-other-encoding", "mixed.jsonl", lambda: f"{GOOD}\n".encode() + '{"body_text": "café"}\n'.encode("cp1252") + b"", "read", words=SAILS),
        holds("lines-of-nothing", "nothing.jsonl", lambda: "\n" * 1_000, "refused", says=r"\. (?:Save|Give|Fetch)"),
        holds("lines-of-numbers", "numbers.jsonl", lambda: "1\n2\nnull\n" * 1_000, "refused", says="no JSON objects. Give"),
        holds("lines-half-surrogate", "half.jsonl", lambda: f'{GOOD}\n{{"body_text": "a \\ud800 b"}}\n', "partly", says="half a surrogate", words=SAILS),
        holds("lines-in-utf16", "wide.jsonl", lambda: f"{GOOD}\n{OTHER}\n".encode("utf-16"), "read", words=SAILS),
    ]  # fmt: skip


def _tables() -> list[Kind]:
    cell = PROSE.replace('"', '""')
    return [
        holds("table-without-text", "notext.csv", lambda: "name,year\nferry,2031\n", "refused", says="no column holds the articles' text.* Name that column"),
        holds("table-with-a-million-columns", "wide.csv", lambda: "text" + ",a" * 1_000_000 + f'\n"{cell}"\n', "told", says=r"\. "),
        holds("table-quotation-open", "quote.csv", lambda: f'text,title\n"{cell}",Ferry\n"never closed, ferry\nmore\n', "partly", says="cut short|quotation", words=SAILS),
        holds("table-with-nul", "nul.csv", lambda: f'text\n"{cell}"\n"a\0b"\n', "partly", says=r"\. ", words=SAILS),
        holds("table-with-formulas", "formula.csv", lambda: f'text,title\n"{cell}","=HYPERLINK(""file:///etc/passwd"")"\n', "read", words=SAILS),
        holds("table-ragged", "ragged.csv", lambda: f'text,title\n"{cell}",a,b,c\n"{cell}",a\n', "partly", says="has 4 cells, while the first line names 2", words=SAILS),
        holds("table-of-one-cell", "cell.csv", lambda: 'text\n"' + "a" * 17_000_000 + '"\n', "refused", says="more than 16,000,000 characters"),
        holds("table-empty", "header.csv", lambda: "text,title\n", "refused", says=r"\. (?:Save|Put|Give|Name)"),
        holds("table-that-is-binary", "binary.csv", lambda: b"text,title\n" + bytes(2_000), "refused", says="binary|text"),
    ]  # fmt: skip


def record(
    body: str | bytes, url: str = "https://dunmarrow-herald.example/ferry", *, length: int | None = None, kind: str = "response"
) -> bytes:
    """A WARC record with a page that a server answered; `length` is what it claims."""
    data = body.encode() if isinstance(body, str) else body
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + data
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-08-02T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer) if length is None else length}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def _warcs() -> list[Kind]:
    good, other = record(page()), record(page("<p>More.</p>"), "https://dunmarrow-herald.example/more")

    def spoilt() -> bytes:
        middle = bytearray(gzip.compress(other, mtime=0))
        middle[40:60] = bytes(20)
        return gzip.compress(good, mtime=0) + bytes(middle) + gzip.compress(record(page("<p>Last.</p>"), "https://a.example/last"), mtime=0)

    damaged = "is damaged or cut short"
    return [
        holds("crawl-cut", "cut.warc", lambda: good + other[:-700], "partly", says=damaged, words=SAILS),
        holds("crawl-length-too-long", "long.warc", lambda: good + record(page(), length=10**15), "partly", says=damaged, words=SAILS),
        holds("crawl-length-too-short", "short.warc", lambda: good + record(page(), length=120) + other, "partly", says="record 2: ", words=SAILS),
        holds("crawl-length-negative", "negative.warc", lambda: good + record(page(), length=-5) + other, "partly", says=damaged, words=SAILS),
        holds("crawl-without-records", "none.warc", lambda: PROSE * 5, "refused", says="holds no WARC record. Fetch"),
        holds("crawl-of-requests", "requests.warc", lambda: record("x", kind="request") * 50, "refused", says="holds no page"),
        holds("crawl-with-a-huge-page", "huge.warc", lambda: good + record(b"a" * 17_000_000), "partly", says="more than 16 MB", words=SAILS),
        holds("crawl-header-bomb", "header.warc", lambda: good + b"WARC/1.0\r\n" + b"X: y\r\n" * 300_000 + b"\r\n", "partly", says=r"\. ", words=SAILS),
        holds("crawl-packed-and-damaged", "spoilt.warc.gz", spoilt, "partly", says=damaged, words=SAILS),
        holds("crawl-packed-and-cut", "cut.warc.gz", lambda: gzip.compress(good, mtime=0) + gzip.compress(other, mtime=0)[:-90], "partly", says=damaged, words=SAILS),
        holds("crawl-record-bomb", "bomb.warc.gz", lambda: gzip.compress(good, mtime=0) + gzip.compress(record(b"\n" * 40_000_000), 9, mtime=0), "partly", says=r"\. ", words=SAILS),
        holds("crawl-strange-encoding", "codec.warc", lambda: good.replace(b"charset=utf-8", b"charset=\xff\x00"), "read", words=SAILS),
        holds("crawl-of-files", "file.warc", lambda: record(page(), "file:///etc/passwd"), "read", words=SAILS),
    ]  # fmt: skip


def bomb(size: int, prefix: bytes = b"") -> bytes:
    """Gzip that unpacks to `size` zeros-as-spaces; made in pieces."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(prefix)]
    block = b" " * 1_000_000
    pieces += [packer.compress(block) for _ in range(size // len(block))]
    return b"".join([*pieces, packer.flush()])


def _gzips() -> list[Kind]:
    return [
        holds("packed-bomb", "bomb.txt.gz", lambda: bomb(500_000_000), "refused", says="unpacks to more than", heavy=True),
        holds("packed-bomb-of-lines", "bomb.jsonl.gz", lambda: bomb(300_000_000, f"{GOOD}\n{{".encode()), "partly", says=r"\. ", words=SAILS, heavy=True),
        holds("packed-cut", "cut.txt.gz", lambda: gzip.compress((PROSE * 50).encode(), mtime=0)[:-20], "refused", says="is cut short. Fetch"),
        holds("packed-not-at-all", "plain.txt.gz", lambda: PROSE, "refused", says="is no gzip file"),
        holds("packed-twice", "twice.txt.gz", lambda: gzip.compress(gzip.compress(PROSE.encode(), mtime=0), mtime=0), "refused", says="binary|archive|gzip|encoding"),
        holds("packed-lines-cut", "cut.jsonl.gz", lambda: gzip.compress(f"{GOOD}\n{OTHER}\n".encode() * 20, mtime=0)[:-40], "partly", says="is cut short", words=SAILS),
        holds("packed-text", "ferry.txt.gz", lambda: gzip.compress(PROSE.encode(), mtime=0), "read", words=SAILS),
    ]  # fmt: skip


def archive(*members: tuple[str | zipfile.ZipInfo, str | bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as file:
        for name, data in members:
            file.writestr(name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name), data, packed)
    return out.getvalue()


def _overlapping(copies: int) -> bytes:
    """A zip whose members all are the same packed bytes, as Fifield's bomb (2019) has them, without its quoting."""
    data = bomb(20_000_000)[10:-8]
    name = b"0000.txt"
    local = (
        struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 0, zlib.crc32(b" " * 20_000_000), len(data), 20_000_000, len(name), 0) + name
    )
    entries = b""
    for number in range(copies):
        entry = f"{number:04}.txt".encode()
        entries += struct.pack(
            "<4sHHHHHHIIIHHHHHII",
            b"PK\1\2",
            20,
            20,
            0,
            8,
            0,
            0,
            zlib.crc32(b" " * 20_000_000),
            len(data),
            20_000_000,
            len(entry),
            0,
            0,
            0,
            0,
            0,
            0,
        )
        entries += entry
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, copies, copies, len(entries), len(local) + len(data), 0)
    return local + data + entries + end


def _link() -> bytes:
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return archive(("ferry.txt", PROSE), (info, "../../outside.txt"))


def _encrypted() -> bytes:
    data = bytearray(archive(("ferry.txt", PROSE), ("secret.txt", PROSE)))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.rfind(mark) + offset] |= 1
    return bytes(data)


def _twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("ferry.txt", PROSE)
        file.fp.write(b"")  # type: ignore[union-attr]
        file.NameToInfo.clear()
        file.writestr("ferry.txt", PROSE.replace("Monday", "Tuesday"))
    return out.getvalue()


def _zips() -> list[Kind]:
    ferry = ("ferry.txt", PROSE)
    away = "its name leads out of the archive"
    return [
        holds("zip-up", "up.zip", lambda: archive(ferry, ("../../outside.txt", PROSE)), "partly", says=away, words=SAILS),
        holds("zip-absolute", "absolute.zip", lambda: archive(ferry, ("/etc/cron.d/x.txt", PROSE), ("C:\\x.txt", PROSE)), "partly", says=away, words=SAILS),
        holds("zip-backslashes", "back.zip", lambda: archive(ferry, ("..\\..\\outside.txt", PROSE)), "partly", says=away, words=SAILS),
        holds("zip-link", "link.zip", _link, "partly", says="is a link, not a file", words=SAILS),
        holds("zip-encrypted", "locked.zip", _encrypted, "partly", says="is encrypted. Unpack", words=SAILS),
        holds("zip-twice-a-name", "twice.zip", _twice, "read", words=SAILS),
        holds("zip-in-zip", "outer.zip", lambda: archive(ferry, ("inner.zip", archive(ferry))), "partly", says="an archive inside another. Unpack", words=SAILS),
        holds("zip-bomb", "bomb.zip", lambda: archive(*((f"{n}.txt", b" " * 30_000_000) for n in range(12))), "refused", says="empty|no text|more than", heavy=True),
        holds("zip-overlapping", "overlap.zip", lambda: _overlapping(500), "refused", says=r"\. ", heavy=True),
        holds("zip-cut", "cut.zip", lambda: archive(ferry, ("b.txt", PROSE))[:-60], "refused", says="is cut short or no zip archive. Fetch"),
        holds("zip-of-nothing", "nothing.zip", archive, "refused", says="holds no file to read"),
        holds("zip-strange-names", "names.zip", lambda: archive(("a\nb\x1b[31m.txt", PROSE), ("\u202etxt.b", PROSE)), "partly", says=r"\. ", words=SAILS),
        holds("zip-damaged-member", "spoilt.zip", lambda: archive(("b.txt", PROSE * 3), ferry).replace(b"PK\3\4", b"PK\3\4", 1)[:60] + bytes(20) + archive(("b.txt", PROSE * 3), ferry)[80:], "partly", says="is damaged", words=SAILS),
        holds("zip-saved-page", "saved.zip", lambda: archive(("a.html", page()), ("a_files/b.html", page("<p>Frame</p>"))), "read", words=SAILS),
        holds("zip-of-lines", "lines.zip", lambda: archive(("a.jsonl", f"{GOOD}\n{{cut")), "partly", says="a.jsonl, line 2: is cut short", words=SAILS),
        holds("json-in-lines-by-another-name", "lines.txt", lambda: "\n".join([json.dumps(json.loads(GOOD)), OTHER, "{"]), "partly", says="line 3", words=SAILS),
    ]  # fmt: skip
