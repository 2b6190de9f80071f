"""MHTML (RFC 2557): a web page with its pictures in one file, as Chrome, Edge and Internet Explorer save it."""

from __future__ import annotations

import email.message
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from firsthand.errors import UnreadableInput
from firsthand.reading.draft import Draft, Field, Problem
from firsthand.reading.html import read_html
from firsthand.reading.mime import header, instant_of, leaves, parse_message, text_of

PAGES = ("text/html", "application/xhtml+xml")
WEB = re.compile(r"https?://\S+$", re.IGNORECASE)
REMEDY = "Save the page again from the browser, as HTML or MHTML."


def read_mhtml(data: bytes, path: str) -> Iterator[Draft | Problem]:
    """The page of the file; its frames, pictures and styles are left alone.

    Raises:
        UnreadableInput: the file is no message, or holds no page.
    """
    message = parse_message(data, path, REMEDY)
    page = _page(message, [part for part in leaves(message) if part.get_content_type() in PAGES], path)
    source = text_of(page, path, markup=True)
    recorded = instant_of(header(message, "Date"))
    for draft in read_html(source.encode("utf-8", "replace"), path):
        if isinstance(draft, Draft):
            yield replace(draft, fields=(*draft.fields, *_fields(message, page)), recorded=recorded or draft.recorded)
        else:
            yield draft


def _page(message: email.message.Message, pages: Sequence[email.message.Message], path: str) -> email.message.Message:
    """The part that `start` names, or the one at the address of the whole, or the first."""
    if not pages:
        raise UnreadableInput(f"{path}: holds no web page. {REMEDY}")
    start = message.get_param("start")
    address = header(message, "Snapshot-Content-Location")
    for part in pages:
        if isinstance(start, str) and header(part, "Content-ID").strip("<>") == start.strip("<> "):
            return part
    return next((part for part in pages if address and header(part, "Content-Location") == address), pages[0])


def _fields(message: email.message.Message, page: email.message.Message) -> Iterator[Field]:
    for holder, name in ((message, "Snapshot-Content-Location"), (page, "Content-Location"), (message, "Content-Location")):
        address = header(holder, name)
        if WEB.match(address):
            yield "url", address, f"mhtml {name}"
            break
    title = header(message, "Subject")
    if title:
        yield "title", title, "mhtml Subject"
