"""Speed on a crawl: a .warc.gz through the splitter and the page reader, beside FastWARC's own iteration alone, in one run.

    python -m benchmarks.warc [RECORDS]

The crawl is generated: RECORDS (default 2,000) pages of invented words, some 23 KB of markup each, with a request before each. Each figure is the
best of RUNS; reading every page is done once, for it takes most of the time. Prints the splitter's time over the library's own, what part of
the whole is splitting, and pages a second.
"""

from __future__ import annotations

import gzip
import io
import random
import sys
import time
from collections.abc import Callable

from fastwarc.warc import ArchiveIterator, WarcRecordType

from firsthand.model import Known
from firsthand.reading import Piece, read_piece, split

RUNS = 5
NAME = "crawl.warc.gz"
WORDS = "harbour ferry wall island engineers company notice boat winter mainland council bread strip crossing storm repair minister quay".split()


def page(number: int, chance: random.Random) -> bytes:
    paragraphs = "".join(f"<p>{' '.join(chance.choices(WORDS, k=60)).capitalize()} {number}.</p>\n" for _ in range(10))
    menu = "".join(f'<li><a href="/{word}/{i}">{word.title()}</a></li>' for i, word in enumerate(WORDS * 3))
    head = f"<head><meta charset=utf-8><title>Notice {number}</title><script>{'var seen = 1;' * 1200}</script></head>"
    body = f"<nav><ul>{menu}</ul></nav><article><h1>Notice {number}</h1>{paragraphs}</article><footer>About us</footer>"
    return f"<!DOCTYPE html><html lang=en>{head}<body>{body}</body></html>".encode()


def record(kind: str, number: int, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{kind}-{number}>\r\nWARC-Date: 2031-08-02T10:00:00Z\r\n"
        f"WARC-Target-URI: https://quay.example/{number}\r\nContent-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def crawl(records: int) -> bytes:
    chance = random.Random(7)
    out = io.BytesIO()
    for number in range(records):
        out.write(gzip.compress(record("request", number, b"GET / HTTP/1.1\r\nHost: quay.example\r\n\r\n")))
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(number, chance)
        out.write(gzip.compress(record("response", number, answer)))
    return out.getvalue()


def library_alone(data: bytes) -> int:
    """FastWARC's iteration with its own HTTP headers, each page's bytes read."""
    return sum(
        len(one.reader.read()) > 0 for one in ArchiveIterator(io.BytesIO(data), record_types=WarcRecordType.response, auto_decode="all")
    )


def splitting(data: bytes) -> int:
    splitter = split(NAME)
    assert splitter is not None
    return sum(isinstance(piece, Piece) for piece in splitter(io.BytesIO(data), NAME))


def reading(data: bytes) -> int:
    splitter = split(NAME)
    assert splitter is not None
    pieces = (piece for piece in splitter(io.BytesIO(data), NAME) if isinstance(piece, Piece))
    return sum(len(list(read_piece(piece, NAME, "0" * 64, Known()))) for piece in pieces)


def seconds(function: Callable[[bytes], int], data: bytes, records: int) -> float:
    """Wall time of one run, which must find every page."""
    start = time.perf_counter()
    found = function(data)
    took = time.perf_counter() - start
    assert found == records, f"{function.__name__}: {found} of {records} pages"
    return took


def main(records: int) -> int:
    data = crawl(records)
    reading(crawl(1))  # loads what reading loads
    pairs = [
        (seconds(library_alone, data, records), seconds(splitting, data, records)) for _ in range(RUNS)
    ]  # in turn: the machine is shared
    alone, parts = (min(times) for times in zip(*pairs, strict=True))
    whole = seconds(reading, data, records)
    print(f"{records:,} pages, {len(data) / 1e6:.1f} MB packed")
    print(f"FastWARC alone      {alone:.2f} s")
    print(f"splitting           {parts:.2f} s, {parts / alone:.2f} times FastWARC alone")
    print(f"splitting, reading  {whole:.2f} s, {whole / alone:.1f} times FastWARC alone; splitting is {100 * parts / whole:.1f} % of it; "
          f"{records / whole:.0f} pages a second on one core")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000))
