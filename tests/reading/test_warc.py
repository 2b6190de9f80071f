from __future__ import annotations

import gzip
import io
import random
import zlib
from datetime import datetime

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import UnreadableInput
from firsthand.model import Known
from firsthand.reading import Frozen, Piece, Problem, read_bytes, warc
from tests.reading.pieces import fields, pieces, read
from tests.reading.warcs import HTML, PAGE, chunked, http, packed, record

GOOD = [record(http(PAGE.replace(b"Dunmarrow", b"Dunmarrow %d" % number)), number) for number in range(4)]


def urls(data: bytes, path: str = "crawl.warc.gz") -> list[str]:
    """What each piece is: the end of its address, or `problem` and its place."""
    return [
        f"problem {one.place}" if isinstance(one, Problem) else next(value for field, value, _ in one.fields if field == "url")[-1]
        for one in pieces(data, path)
    ]


@pytest.mark.parametrize(
    ("path", "data"),
    [("crawl.warc.gz", packed(*GOOD)), ("CRAWL.WARC", b"".join(GOOD)), ("crawl.warc.gz", gzip.compress(b"".join(GOOD)))],
    ids=["packed one by one", "plain", "packed whole"],
)
def test_a_page_a_record(path: str, data: bytes) -> None:
    articles, problems = read(data, path)
    assert not problems
    assert [one.capture.place for one in articles] == ["record 1", "record 2", "record 3", "record 4"]
    assert articles[2].article.url == "https://quay.example/2"
    assert "Dunmarrow 2 stays" in articles[2].article.text
    assert ("url", "https://quay.example/2", "warc target-uri") in fields(articles[2])
    assert {one.capture.recorded for one in articles} == {datetime(2031, 8, 2, 10, 0)}


def test_what_is_no_page_is_left_out() -> None:
    data = packed(
        record(b"software: by hand\r\n", kind="warcinfo"),
        record(b"GET / HTTP/1.1\r\nHost: quay.example\r\n\r\n", kind="request"),
        GOOD[0],
        record(http(b"", status="HTTP/1.1 200 OK"), kind="revisit"),
        record(b"via: x", kind="metadata"),
        record(http(b"{}", "Content-Type: application/json")),
        record(http(b"\x89PNG\r\n\x1a\n", "Content-Type: image/png")),
        record(http(PAGE, status="HTTP/1.1 404 Not Found")),
        record(http(PAGE, status="HTTP/1.1 301 Moved")),
        record(http(b"User-agent: *", "Content-Type: text/plain"), url="https://quay.example/robots.txt"),
        record(b"no HTTP at all \x00\xff"),
        record(b""),
    )
    (article,), problems = read(data, "crawl.warc.gz")
    assert (article.capture.place, problems) == ("record 3", [])


@pytest.mark.parametrize(
    "one",
    [
        record(http(PAGE, "content-type:text/html")),
        record(http(PAGE, "Content-Type: application/xhtml+xml")),
        record(http(PAGE, "Server: none")),
        record(http(PAGE, status="HTTP/2 200")),
        record(http(PAGE, end="\n")),
        record(http(PAGE), end="\n"),
        record(http(PAGE), url="<https://quay.example/1>"),
        record(http(gzip.compress(PAGE), HTML, "Content-Encoding: gzip")),
        record(http(zlib.compress(PAGE), HTML, "Content-Encoding: deflate")),
        record(http(zlib.compress(PAGE)[2:-4], HTML, "Content-Encoding: deflate")),
        record(http(brotli.compress(PAGE), HTML, "Content-Encoding: br")),
        record(http(PAGE, HTML, "Content-Encoding: gzip")),
        record(http(PAGE, HTML, "Content-Encoding: br")),
        record(http(chunked(PAGE), HTML, "Transfer-Encoding: chunked")),
        record(http(PAGE, HTML, "Transfer-Encoding: chunked")),
        record(http(chunked(gzip.compress(PAGE)), HTML, "Transfer-Encoding: Chunked", "Content-Encoding: GZIP")),
        record(PAGE, kind="resource", more=("Content-Type: text/html",)),
    ],
)
def test_how_servers_and_crawlers_write_a_page(one: bytes) -> None:
    articles, problems = read(packed(one, GOOD[2]), "crawl.warc.gz")
    assert not problems
    assert [article.article.url for article in articles] == ["https://quay.example/1", "https://quay.example/2"]
    assert articles[0].article.text == articles[1].article.text.replace(" 2 stays", " stays")


def test_plain_text() -> None:
    data = record(http(b"The ferry stays.", "Content-Type: text/plain"))
    (article,), _ = read(data, "crawl.warc")
    assert article.article.text == "The ferry stays."


@pytest.mark.parametrize(
    ("header", "meta", "written"),
    [
        ("iso-8859-2", "utf-8", "iso-8859-2"),
        ("windows-1251", "iso-8859-1", "windows-1251"),
        ("ISO-8859-1", "utf-8", "cp1252"),
        ("windows-1251", "utf-8", "utf-8"),
        ("no-such", "iso-8859-2", "iso-8859-2"),
        ("utf-8", "iso-8859-2", "iso-8859-2"),
    ],
)
def test_the_servers_word_on_the_encoding(header: str, meta: str, written: str) -> None:
    """It goes before the page's own; bytes that are UTF-8 go before both."""
    word = {"windows-1251": "Паром", "cp1252": "“Fähre”"}.get(written, "Kőrös")
    page = f'<html><head><meta charset="{meta}"></head><body><p>{word} stays in port.</p></body></html>'.encode(written)
    (article,), _ = read(record(http(page, f"Content-Type: text/html; charset={header}")), "crawl.warc")
    assert article.article.text == f"{word} stays in port."


@pytest.mark.parametrize("cut", [20, 60, 200, 390])
def test_a_packed_crawl_that_is_cut_short(cut: int) -> None:
    noisy = record(http(PAGE + random.Random(5).randbytes(500).hex().encode()), 3)
    found = urls(packed(*GOOD[:3], noisy)[: -cut - 8])
    assert found == ["0", "1", "2", "problem record 4"]


@pytest.mark.parametrize("cut", [10, 300, 500, 600])
def test_a_plain_crawl_that_is_cut_short(cut: int) -> None:
    assert urls(b"".join(GOOD)[:-cut], "crawl.warc") == ["0", "1", "2", "problem record 4"]


def test_the_line_about_the_damage() -> None:
    *_, problem = pieces(b"".join(GOOD)[:-100], "crawl.warc")
    at = sum(map(len, GOOD[:3]))
    assert problem == Problem(
        "record 4",
        f"crawl.warc, record 4: is damaged or cut short, behind byte {at:,} of the file. "
        "Fetch the file again; every whole record that could be found is read.",
    )


def flip(data: bytes) -> bytes:
    """A packed record with bytes that were lost on the way."""
    half = len(data) // 2
    return data[:half] + b"\xff\x00\xff\x00" + data[half + 4 :]


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (packed(GOOD[0]) + flip(packed(GOOD[1])) + packed(GOOD[2]), "crawl.warc.gz"),
        (packed(GOOD[0]) + packed(GOOD[1])[:-8] + b"\x00\x00\x00\x00" + packed(GOOD[1])[-4:] + packed(GOOD[2]), "crawl.warc.gz"),
        (packed(GOOD[0]) + packed(GOOD[1])[:200] + packed(GOOD[2]), "crawl.warc.gz"),
        (packed(GOOD[0], record(http(), length="-5"), GOOD[2]), "crawl.warc.gz"),
        (packed(GOOD[0], record(http(), length="many"), GOOD[2]), "crawl.warc.gz"),
        (packed(GOOD[0], record(http(), length="9" * 30), GOOD[2]), "crawl.warc.gz"),
        (packed(GOOD[0], b"WARC/1.0\r\nWARC-Type: response\r\nX: " + b"a" * 200_000 + b"\r\n\r\n", GOOD[2]), "crawl.warc.gz"),
        (GOOD[0] + record(http(), length="99999") + GOOD[2], "crawl.warc"),
    ],
)
def test_a_damage_loses_no_other_record(data: bytes, path: str) -> None:
    assert urls(data, path) == ["0", "problem record 2", "2"]


def test_a_page_too_large_is_named_and_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "LARGEST", 10_000)
    large = PAGE + b"a" * 50_000
    for one in (
        http(large),
        http(gzip.compress(large), HTML, "Content-Encoding: gzip"),
        http(brotli.compress(large), HTML, "Content-Encoding: br"),
    ):
        articles, problems = read(packed(GOOD[0], record(one), GOOD[2]), "crawl.warc.gz")
        assert len(articles) == 2
        (problem,) = problems
        assert "https://quay.example/1 holds more than" in problem.error
    picture = record(http(large, "Content-Type: image/png"))
    assert urls(packed(GOOD[0], picture, GOOD[2])) == ["0", "2"]


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("br", lambda data: brotli.compress(data, quality=5))])
def test_a_bomb_in_a_page(encoding: str, pack: object) -> None:
    body = pack(b"a" * 100_000_000)  # type: ignore[operator]
    assert urls(packed(record(http(body, HTML, f"Content-Encoding: {encoding}")), GOOD[2])) == ["problem record 1", "2"]


@pytest.mark.parametrize("data", [b"", b"\0" * 1000, b"just text\n" * 10, PAGE, gzip.compress(PAGE), packed(b"WARC/9.9\r\n\r\n")])
def test_what_is_no_crawl_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match=r"crawl\.warc\.gz: holds no (WARC record|page)"):
        pieces(data, "crawl.warc.gz")


def test_a_crawl_without_pages_says_what_it_holds() -> None:
    data = packed(
        record(b"x", kind="warcinfo"), record(b"GET / HTTP/1.1\r\n\r\n", kind="request"), record(http(PAGE, status="HTTP/1.1 404 No"))
    )
    with pytest.raises(UnreadableInput, match=r"holds no page; its records are 1 request, 1 response, 1 warcinfo\. Give a WARC"):
        pieces(data, "crawl.warc.gz")


@pytest.mark.parametrize("value", ["", "yesterday", "2031-13-45T00:00:00Z", "0001-01-01T00:00:00+23:00"])
def test_a_date_that_is_none(value: str) -> None:
    (piece,) = pieces(GOOD[0].replace(b"2031-08-02T10:00:00Z", value.encode()), "crawl.warc")
    assert isinstance(piece, Piece)
    assert piece.recorded is None


def test_a_crawler_that_cut_the_page() -> None:
    (article,), _ = read(record(http(), more=("WARC-Truncated: length",)), "crawl.warc")
    assert ("extent", "cut", "warc truncated") in fields(article)


@pytest.mark.parametrize("data", [b"".join(GOOD), packed(*GOOD)])
def test_standard_input_tells_by_its_first_bytes(data: bytes) -> None:
    found = read_bytes(data, "stdin", Known())
    assert [one.capture.place for one in found if isinstance(one, Frozen)] == ["record 1", "record 2", "record 3", "record 4"]


@settings(max_examples=300, deadline=2000)
@given(st.binary(max_size=60), st.integers(0, 4000), st.integers(0, 80), st.booleans())
def test_no_bytes_raise(put: bytes, at: int, cut: int, pack: bool) -> None:
    """Whatever stands in place of some bytes, the crawl is read or refused, and the first record before the change is there."""
    data = packed(*GOOD) if pack else b"".join(GOOD)
    first = len(packed(GOOD[0])) if pack else len(GOOD[0])
    at %= len(data)
    changed = data[:at] + put + data[at + cut :]
    try:
        found = list(warc.split_warc(io.BytesIO(changed), "crawl.warc"))
    except UnreadableInput:
        assert at < first
        return
    if at > first:
        assert found[0].place == "record 1"
        assert isinstance(found[0], Piece)
