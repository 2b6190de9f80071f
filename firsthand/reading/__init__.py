"""Bytes to frozen articles. READERS lists the formats, a file each; nothing here knows another article.

A file of one article, or of a few, goes to its reader whole. A *container* holds any number of them (a crawl, JSON lines, an archive): its
splitter in CONTAINERS cuts it into pieces as a stream, and each piece goes to a reader as a small file would.
"""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO

from firsthand.errors import UnreadableInput, UnsupportedFormat
from firsthand.model import Known
from firsthand.reading.docx import read_docx
from firsthand.reading.draft import WITHIN, Draft, Frozen, Piece, Problem, article_id, freeze
from firsthand.reading.eml import read_eml
from firsthand.reading.feeds import is_feed, read_feed
from firsthand.reading.gzipped import split_gzipped, unpacking
from firsthand.reading.html import read_html
from firsthand.reading.jsonl import split_jsonl
from firsthand.reading.markdown import read_markdown
from firsthand.reading.mbox import split_mbox
from firsthand.reading.mhtml import read_mhtml
from firsthand.reading.ninjs import read_json
from firsthand.reading.pdf import read_pdf
from firsthand.reading.plain import read_plain
from firsthand.reading.tabular import split_table
from firsthand.reading.warc import split_warc
from firsthand.reading.zipped import split_zip

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
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".eml": read_eml,
    ".pdf": read_pdf,
    ".docx": read_docx,
}


def _split_zip(file: BinaryIO, path: str) -> Iterator[Piece | Problem]:
    return split_zip(file, path, split)


# By the end of the file's name, lower case; the longest that fits counts.
CONTAINERS: dict[str, Splitter] = {
    ".jsonl": split_jsonl,
    ".ndjson": split_jsonl,
    ".jsonl.gz": unpacking(split_jsonl),
    ".ndjson.gz": unpacking(split_jsonl),
    ".csv": split_table,
    ".tsv": split_table,
    ".csv.gz": unpacking(split_table),
    ".tsv.gz": unpacking(split_table),
    ".warc": split_warc,
    ".warc.gz": split_warc,
    ".mbox": split_mbox,
    ".gz": split_gzipped,
    ".zip": _split_zip,
}
# Formats that people do have, with what to do until they are read.
REMEDIES: dict[str, str] = {
    ".doc": "Save it as .docx, .txt or .html.",
    ".docm": "Save it as .docx without macros.",
    ".odt": "Save it as .docx, .txt or .html.",
    ".rtf": "Save it as .docx, .txt or .html.",
    ".msg": "Save the message as .eml.",
    ".tar": "Unpack it first.",
    ".tgz": "Unpack it first.",
    ".bz2": "Unpack it first.",
    ".xz": "Unpack it first.",
    ".7z": "Unpack it first.",
    ".rar": "Unpack it first.",
    ".xlsx": "Save the sheet as .csv.",
    ".xls": "Save the sheet as .csv.",
}
READ_VERSION = "2"


def read_bytes(data: bytes, path: str, known: Known) -> list[Frozen | Problem]:
    """The articles of one file that is no container, and what it holds that cannot be read.

    Raises:
        UnreadableInput: naming the file, what is wrong, and the remedy; nothing of the file can be read.
    """
    raw_sha256 = hashlib.sha256(data).hexdigest()
    if not data.strip():
        raise UnreadableInput(f"{path}: is empty. Save the article's text in it, or take the file away.")
    splitter = _sniffed_container(data, path)
    if splitter is not None:
        pieces = splitter(io.BytesIO(data), path)
        return [one for piece in pieces for one in ([piece] if isinstance(piece, Problem) else read_piece(piece, path, raw_sha256, known))]
    return [_frozen(draft, path, raw_sha256, known) for draft in _reader(data, path, PurePosixPath(path).suffix)(data, path)]


def split(path: str) -> Splitter | None:
    """How to cut the file of this name into pieces; None where it is no container."""
    name = PurePosixPath(path).name.lower()
    fitting = [ending for ending in CONTAINERS if name.endswith(ending)]
    return CONTAINERS[max(fitting, key=len)] if fitting else None


def read_piece(piece: Piece, path: str, raw_sha256: str, known: Known) -> Iterator[Frozen | Problem]:
    """The articles of one piece of the container `path`, whose bytes hash to `raw_sha256`. Never raises for what the piece holds."""
    name = f"{path}, {piece.place}"
    try:
        if not piece.data.strip():
            raise UnreadableInput(f"{name}: is empty. Save the article's text in it, or take it away.")
        for draft in _reader(piece.data, name, piece.suffix)(piece.data, name):
            if isinstance(draft, Problem):
                yield Problem(f"{piece.place}{WITHIN}{draft.place}", draft.error)
                continue
            place = f"{piece.place}{WITHIN}{draft.place}" if draft.place else piece.place
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
        return Problem(draft.place, str(error).replace(f"{path}: ", f"{path}, {draft.place}: ", 1))


def _reader(data: bytes, path: str, suffix: str) -> Reader:
    """The reader of a file or a piece whose name ends on `suffix`."""
    suffix = suffix.lower()
    if suffix in READERS:
        return _sniffed(data) if READERS[suffix] is read_plain else READERS[suffix]
    if suffix in CONTAINERS:
        raise UnsupportedFormat(f"{path}: is a file of many articles inside another. Unpack it first.")
    if suffix in REMEDIES:
        raise UnsupportedFormat(f"{path}: {suffix} files are not read yet. {REMEDIES[suffix]}")
    if suffix[1:2].isalpha():  # `minutes.2031-08-02` has no suffix that tells a type
        raise UnsupportedFormat(
            f"{path}: {suffix} files are not read. Give text, Markdown, HTML, PDF, DOCX, e-mail, JSON, CSV, a feed or a WARC."
        )
    return _sniffed(data)


def _sniffed(data: bytes) -> Reader:
    """For names that tell nothing, such as standard input, and pages saved as .txt: markup and JSON show in the first characters."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith(b"%pdf-"):
        return read_pdf
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf", b"<!--")) and is_feed(data[:4096].decode("utf-8", "replace")):
        return read_feed
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body", b"<!--", b"<article", b"<div", b"<p>", b"<meta")):
        return read_html
    if start.startswith((b'{"', b"{\n", b"{ ", b"[{", b"[\n", b"{\r")):
        return read_json
    return read_plain


# Crawls and archives by their first bytes.
MAGIC: tuple[tuple[bytes, str], ...] = ((b"WARC/1.", ".warc"), (b"WARC/0.", ".warc"), (b"PK\x03\x04", ".zip"))


def _sniffed_container(data: bytes, path: str) -> Splitter | None:
    """For the same names: files of many articles, packed or not. A file that says what it is is taken at its word."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix[1:2].isalpha() and READERS.get(suffix) is not read_plain:
        return None
    if data.startswith(b"\x1f\x8b"):
        try:
            inner = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data[:4096], 4096)
        except zlib.error:
            return CONTAINERS[".gz"]  # which names the damage
        ending = next((ending for mark, ending in MAGIC if inner.startswith(mark)), ".jsonl" if _is_json_lines(inner) else "")
        return CONTAINERS[f"{ending}.gz"] if f"{ending}.gz" in CONTAINERS else CONTAINERS[".gz"]
    ending = next((ending for mark, ending in MAGIC if data.startswith(mark)), ".jsonl" if _is_json_lines(data) else "")
    return CONTAINERS.get(ending)


def _is_json_lines(data: bytes) -> bool:
    """Two lines that each start as an object, the first one a whole object."""
    first, _, rest = data.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    second = rest.lstrip()[:1]
    if not (first.startswith(b"{") and first.rstrip().endswith(b"}") and second == b"{"):
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True
