from __future__ import annotations

import base64
import quopri
from datetime import datetime

import pytest

from firsthand.errors import UnreadableInput
from firsthand.model import Known
from firsthand.reading import Frozen, read_bytes

URL = "https://quay.example/news/ferry"
PAGE = "<html><head><title>Ferry</title></head><body><p>The Fähre stays “in port”.</p></body></html>"


def part(page: str, encoding: str = "quoted-printable", charset: str | None = "utf-8", more: str = f"Content-Location: {URL}\r\n") -> bytes:
    data = page.encode(charset or "utf-8")
    body = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "8bit": bytes, "binary": bytes}[encoding](data)
    kind = f"text/html{f'; charset={charset}' if charset else ''}"
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n{more}\r\n".encode() + body


PICTURE = b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://quay.example/a.png\r\n\r\nAAAA"
CHROME = (
    f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {URL}\r\nSubject: =?utf-8?Q?F=C3=A4hre_stays?=\r\n"
    "Date: Sat, 2 Aug 2031 10:15:00 +0200\r\nMIME-Version: 1.0\r\n"
)


def mhtml(*parts: bytes, head: str = CHROME, start: str = "") -> bytes:
    return (
        f'{head}Content-Type: multipart/related;\r\n\ttype="text/html";{start}\r\n\tboundary="----B----"\r\n\r\n\r\n'.encode()
        + b"".join(b"------B----\r\n" + one + b"\r\n" for one in parts)
        + b"------B------\r\n"
    )


def read(data: bytes) -> Frozen:
    (frozen,) = read_bytes(data, "ferry.mhtml", Known())
    assert isinstance(frozen, Frozen)
    return frozen


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit", "binary"])
@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "utf-16", None])
def test_the_page_in_every_encoding(encoding: str, charset: str | None) -> None:
    if charset == "utf-16" and encoding in ("8bit", "binary"):
        return  # its bytes hold line ends, which no such part may
    frozen = read(mhtml(part(PAGE, encoding, charset), PICTURE))
    assert frozen.article.text == "The Fähre stays “in port”."
    assert frozen.article.url == URL
    assert frozen.capture.recorded == datetime(2031, 8, 2, 8, 15)
    assert frozen.capture.place is None
    assert ("title", "Fähre stays", "mhtml Subject") in [(row.field, row.value, row.rule) for row in frozen.page.fields]


def test_a_charset_of_seven_bits_is_believed() -> None:
    assert "港は閉まった" in read(mhtml(part("<p>港は閉まった</p>", "8bit", "iso-2022-jp"))).article.text


def test_the_page_is_told_from_its_frames() -> None:
    frame = part("<p>An advertisement</p>", more="Content-Location: cid:frame-1@mhtml.blink\r\n")
    assert read(mhtml(frame, part(PAGE))).article.text.startswith("The Fähre")
    second = part(PAGE, more="Content-ID: <page>\r\n")
    assert read(mhtml(frame, second, head="MIME-Version: 1.0\r\n", start=' start="<page>";')).article.text.startswith("The Fähre")


def test_as_internet_explorer_saves_it() -> None:
    inner = mhtml(part(PAGE), PICTURE, head="").replace(b"----B----", b"=_inner")
    head = 'From: "Saved by WebKit"\r\nDate: Sat, 2 Aug 2031 10:15:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="outer"\r\n\r\n'
    frozen = read(head.encode() + b"--outer\r\n" + inner + b"\r\n--outer--\r\n")
    assert (frozen.article.text, frozen.article.url) == ("The Fähre stays “in port”.", URL)
    assert read(CHROME.encode() + part(PAGE)).article.text == "The Fähre stays “in port”."


@pytest.mark.parametrize("address", ["file:///home/oriel/ferry.html", "cid:frame", "about:blank"])
def test_an_address_that_is_none_of_the_web_is_left_out(address: str) -> None:
    data = mhtml(part(PAGE, more=f"Content-Location: {address}\r\n"), head=CHROME.replace(URL, address))
    assert read(data).article.url is None


@pytest.mark.parametrize(
    "data",
    [
        b"<html><p>no message",
        b"\x00\x01\x02",
        mhtml(PICTURE),
        mhtml(part("<p></p>")),
        CHROME.encode(),
        b"From: a\r\n"
        + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i) for i in range(60))
        + part(PAGE),
        b"From: a\r\n"
        + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i) for i in range(600))
        + part(PAGE),
    ],
    ids=["html", "binary", "no page", "empty page", "headers", "nested", "nested deeply"],
)
def test_what_is_no_page_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match=r"^ferry\.mhtml: .*\.$"):
        read(data)


def test_a_file_that_breaks_off_gives_what_it_holds() -> None:
    data = mhtml(part(PAGE + "<p>x</p>" * 50), PICTURE)
    assert read(data[: len(data) // 2]).article.text.startswith("The Fähre")
