"""Bytes to frozen articles. READERS lists the formats, a file each; nothing here knows another article."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from firsthand.errors import UnreadableInput, UnsupportedFormat
from firsthand.model import Known
from firsthand.reading.draft import Draft, Frozen, article_id, freeze
from firsthand.reading.html import read_html
from firsthand.reading.markdown import read_markdown
from firsthand.reading.ninjs import read_json
from firsthand.reading.plain import read_plain

__all__ = ["READERS", "READ_VERSION", "Frozen", "article_id", "read_bytes"]

Reader = Callable[[bytes, str], Iterator[Draft]]

READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".json": read_json,
}
# Formats that people do have, with what to do until they are read.
REMEDIES: dict[str, str] = {
    ".pdf": "Save its text as .txt or .md.",
    ".docx": "Save it as .txt or .html.",
    ".doc": "Save it as .txt or .html.",
    ".odt": "Save it as .txt or .html.",
    ".rtf": "Save it as .txt or .html.",
    ".mhtml": "Save the page as .html.",
    ".mht": "Save the page as .html.",
    ".eml": "Save the message's text as .txt or .html.",
    ".msg": "Save the message's text as .txt or .html.",
    ".warc": "Take the pages out as .html.",
    ".gz": "Unpack it first.",
    ".zip": "Unpack it first.",
    ".jsonl": "Give each article a .json file of its own.",
    ".xml": "Save the articles as .html or .txt.",
    ".rss": "Save the articles as .html or .txt.",
    ".atom": "Save the articles as .html or .txt.",
}
READ_VERSION = "1"


def read_bytes(data: bytes, path: str, known: Known) -> list[Frozen]:
    """The articles of one file.

    Raises:
        UnreadableInput: naming the file, what is wrong, and the remedy.
    """
    raw_sha256 = hashlib.sha256(data).hexdigest()
    if not data.strip():
        raise UnreadableInput(f"{path}: is empty. Save the article's text in it, or take the file away.")
    reader = _reader(data, path)
    return [freeze(draft, path, raw_sha256, known) for draft in reader(data, path)]


def _reader(data: bytes, path: str) -> Reader:
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in READERS:
        return _sniffed(data) if READERS[suffix] is read_plain else READERS[suffix]
    if suffix in REMEDIES:
        raise UnsupportedFormat(f"{path}: {suffix} files are not read yet. {REMEDIES[suffix]}")
    if suffix[1:2].isalpha():  # `minutes.2031-08-02` has no suffix that tells a type
        raise UnsupportedFormat(f"{path}: {suffix} files are not read. Give text, Markdown, HTML or JSON.")
    return _sniffed(data)


def _sniffed(data: bytes) -> Reader:
    """For names that tell nothing, such as standard input, and pages saved as .txt: markup and JSON show in the first characters."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body", b"<!--", b"<article", b"<div", b"<p>", b"<meta")):
        return read_html
    if start.startswith((b'{"', b"{\n", b"{ ", b"[{", b"[\n", b"{\r")):
        return read_json
    return read_plain
