"""WARC records written by hand, so that every quirk can be had."""

from __future__ import annotations

import gzip

PAGE = (
    b"<!DOCTYPE html><html><head><title>Ferry stays</title></head><body><article><h1>Ferry stays in port</h1>"
    b"<p>The ferry to the island of Dunmarrow stays in port until the wall of its harbour has been looked at, the company said on Sunday evening.</p>"
    b"<p>Nobody at the office could say when the next boat would sail, or who would pay for the bread that is flown in meanwhile.</p>"
    b"</article></body></html>"
)  # fmt: skip
HTML = "Content-Type: text/html; charset=utf-8"


def http(body: bytes = PAGE, *headers: str, status: str = "HTTP/1.1 200 OK", end: str = "\r\n") -> bytes:
    return end.join([status, *(headers or (HTML,)), "", ""]).encode("latin-1") + body


def record(
    block: bytes,
    number: int = 1,
    *,
    kind: str = "response",
    length: str | None = None,
    end: str = "\r\n",
    url: str | None = None,
    more: tuple[str, ...] = (),
) -> bytes:
    lines = [
        "WARC/1.0", f"WARC-Type: {kind}", f"WARC-Record-ID: <urn:uuid:{number}>", "WARC-Date: 2031-08-02T10:00:00Z",
        f"WARC-Target-URI: {url or f'https://quay.example/{number}'}", *more, f"Content-Length: {len(block) if length is None else length}", "", "",
    ]  # fmt: skip
    return end.join(lines).encode("utf-8") + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def chunked(body: bytes) -> bytes:
    parts = (body[i : i + 50] for i in range(0, len(body), 50))
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
