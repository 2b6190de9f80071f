"""Bytes to frozen articles. READERS lists the formats, a file each; nothing here knows another article.

A file of one article, or of a few, goes to its reader whole. A *container* holds any number of them (a crawl, JSON lines, an archive): its
splitter in CONTAINERS cuts it into pieces as a stream, and each piece goes to a reader as a small file would.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO

from firsthand.errors import UnreadableInput, UnsupportedFormat
from firsthand.model import Known
from firsthand.reading.draft import Draft, Frozen, Piece, Problem, article_id, freeze
from firsthand.reading.html import read_html
from firsthand.reading.markdown import read_markdown
from firsthand.reading.ninjs import read_json
from firsthand.reading.plain import read_plain

__all__ = ["CONTAINERS", "READERS", "READ_VERSION", "Frozen", "Piece", "Problem", "article_id", "read_bytes", "read_piece", "split"]

# A reader raises UnreadableInput where the file gives nothing, and yields a Problem for one item of several.
Reader = Callable[[bytes, str], Iterator[Draft | Problem]]
# A splitter reads its file as a stream: it never holds more than one item.
Splitter = Callable[[BinaryIO, str], Iterator[Piece | Problem]]

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
# By the end of the file's name, lower case; the longest that fits counts.
CONTAINERS: dict[str, Splitter] = {}
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


def read_bytes(data: bytes, path: str, known: Known) -> list[Frozen | Problem]:
    """The articles of one file that is no container, and what it holds that cannot be read.

    Raises:
        UnreadableInput: naming the file, what is wrong, and the remedy; nothing of the file can be read.
    """
    raw_sha256 = hashlib.sha256(data).hexdigest()
    if not data.strip():
        raise UnreadableInput(f"{path}: is empty. Save the article's text in it, or take the file away.")
    return [_frozen(draft, path, raw_sha256, known) for draft in _reader(data, path)(data, path)]


def split(path: str) -> Splitter | None:
    """How to cut the file of this name into pieces; None where it is no container."""
    name = PurePosixPath(path).name.lower()
    fitting = [ending for ending in CONTAINERS if name.endswith(ending)]
    return CONTAINERS[max(fitting, key=len)] if fitting else None


def read_piece(piece: Piece, path: str, raw_sha256: str, known: Known) -> Iterator[Frozen | Problem]:
    """The articles of one piece of the container `path`, whose bytes hash to `raw_sha256`. Never raises for what the piece holds."""
    name = f"{path}, {piece.place}"
    try:
        for draft in READERS[piece.suffix](piece.data, name):
            if isinstance(draft, Problem):
                yield Problem(f"{piece.place} {draft.place}", draft.error)
                continue
            place = f"{piece.place} {draft.place}" if draft.place else piece.place
            recorded = draft.recorded or piece.recorded
            whole = replace(draft, fields=(*piece.fields, *draft.fields), recorded=recorded, place=place)
            yield _frozen(whole, path, raw_sha256, known)
    except UnreadableInput as error:
        yield Problem(piece.place, str(error))


def _frozen(draft: Draft | Problem, path: str, raw_sha256: str, known: Known) -> Frozen | Problem:
    """A bad item of a file of several is a problem of its own; where the file is the article, the file cannot be read."""
    if isinstance(draft, Problem):
        return draft
    if draft.place is None:
        return freeze(draft, path, raw_sha256, known)
    try:
        return freeze(draft, path, raw_sha256, known)
    except UnreadableInput as error:
        return Problem(draft.place, str(error))


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
