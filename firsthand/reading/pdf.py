"""PDF, through PDFium (in a process of its own, see pdfium.py): the text of the pages in reading order, lines joined to paragraphs, every paragraph with its page and line.

PDFium tells each character with its place on the page; what is read first on a page is told by layout.py. A paragraph that runs over the end of a
column or a page stays one. Running heads and feet are kept beside the text and are no part of the article.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from firsthand.dates import ISO, stamp
from firsthand.errors import UnreadableInput
from firsthand.reading import pdfium
from firsthand.reading.draft import LONGEST_TEXT, Draft, DraftBlock, Field, Problem
from firsthand.reading.layout import Character, PageLines, Paragraph, page_lines, paragraphs, running

# Share of a text's characters that nobody can tell (fonts that do not say which letters their shapes are) from which it is no text.
UNTOLD = 0.3
RECOGNISE = "Run text recognition (OCR) on it, and read what that gives."
FETCH = "Fetch it again from its source."
DATE = re.compile(r"D:(?P<y>\d{4})(?P<m>\d\d)?(?P<d>\d\d)?(?P<t>\d{6})?(?:(?P<z>[+-]\d\d)'?(?P<zm>\d\d)?|(?P<utc>Z))?")
# A hyphen at the end of a line inside a word: whether the word has it elsewhere, too, the page does not say.
DIVIDED = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_])")
# Titles that a program gave: the name of a file.
FILE_NAME = re.compile(r"(?:microsoft word - .*|untitled.*|.*\.(?:docx?|odt|rtf|indd|qxp|qxd|pages|pdf|tex|dvi|html?))$", re.IGNORECASE)


def read_pdf(data: bytes, path: str) -> Iterator[Draft | Problem]:
    """The document, one article; a Problem for pages that are pictures or cannot be read.

    Raises:
        UnreadableInput: it is locked, damaged, holds no text, or more than an article has.
    """
    pages: list[PageLines] = []
    pictures: list[int] = []
    broken: list[int] = []
    info: dict[str, str] = {}
    count = 0
    for page in _drawn(data, path):
        if isinstance(page, dict):
            info = page
            continue
        count += len(page.characters)
        if count > LONGEST_TEXT:
            raise UnreadableInput(
                f"{path}: holds more than {LONGEST_TEXT:,} characters by page {page.number}, more than an article has. Split it into its articles."
            )
        pages.append(page_lines(page.number, page.characters))
        if page.picture:
            pictures.append(page.number)
        if page.broken:
            broken.append(page.number)
    text, blocks = _text(pages)
    _check(text, path, pictures, broken)
    if pictures:
        says = "holds pictures and no text" if len(pictures) == 1 else "hold pictures and no text"
        yield Problem(_pages(pictures), f"{path}: {_pages(pictures)} {says}; the rest is read. {RECOGNISE}")
    if broken:
        yield Problem(_pages(broken), f"{path}: {_pages(broken)} cannot be read; the rest is. {FETCH}")
    if b"%%EOF" not in data[-2048:]:
        yield Problem("end", f"{path}: ends in the middle of the file: pages may be missing. {FETCH}")
    yield Draft(text, blocks, tuple(_fields(info)))


# --- what PDFium sees ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A page as PDFium gives it: characters in the file's order, and whether it shows a picture and no text."""

    number: int
    characters: list[Character]
    picture: bool
    broken: bool


def _drawn(data: bytes, path: str) -> Iterator[dict[str, str] | _Drawn]:
    """The document's properties, and its pages.

    Raises:
        UnreadableInput: PDFium cannot open the file, or did not come to its end.
    """
    command = [sys.executable, "-P", pdfium.__file__]  # -P: html.py beside it is not the one of the standard library
    done = subprocess.run(command, input=data, capture_output=True, check=False)  # noqa: S603 - our own file, run by this Python
    out = io.BytesIO(done.stdout)
    head = _line(out)
    if "error" in head:
        locked = f"{path}: is locked with a password. Open it and print it to a new PDF, or save its text as .txt."
        raise UnreadableInput(locked if head["error"] == "locked" else f"{path}: is no PDF, or too damaged to be read. {FETCH}")
    if done.returncode:
        raise UnreadableInput(f"{path}: takes more time or memory to draw than a document does, and was given up. Save its text as .txt.")
    yield {str(name): str(value) for name, value in head["info"].items()}
    while page := _line(out):
        count = page["count"]
        text = out.read(4 * count).decode("utf-32-le")
        boxes = array("f")
        boxes.frombytes(out.read(16 * count))
        places = iter(boxes)
        yield _Drawn(page["page"], list(map(Character, text, places, places, places, places)), page["picture"], page["broken"])


def _line(out: BinaryIO) -> dict[str, Any]:
    line = out.readline()
    found = json.loads(line) if line.endswith(b"\n") else {}
    return found if isinstance(found, dict) else {}


# --- one text -----------------------------------------------------------------------------------------------------------------------


def _text(pages: Sequence[PageLines]) -> tuple[str, tuple[DraftBlock, ...]]:
    heads = running(pages)
    pieces: list[str] = []
    blocks = []
    at = 0
    for paragraph in paragraphs(pages, heads):
        gap = "\n\n" if pieces else ""
        words = _words(paragraph)
        at += len(gap)
        blocks.append(DraftBlock(at, at + len(words), words, "line", f"page {paragraph.page} line {paragraph.line}", paragraph.main))
        pieces += (gap, words)
        at += len(words)
    return "".join(pieces), tuple(blocks)


def _words(paragraph: Paragraph) -> str:
    """Lines end where the column does, as white space in a web page: a space stands for it. A word that is divided keeps its hyphen."""
    return DIVIDED.sub("-", "\n".join(line.text for line in paragraph.lines)).replace("\n", " ")


def _check(text: str, path: str, pictures: Sequence[int], broken: Sequence[int]) -> None:
    if not text.strip():
        if pictures:
            raise UnreadableInput(f"{path}: holds pictures of pages and no text, as a scan does. {RECOGNISE}")
        why = "its pages are damaged" if broken else "its pages hold no text"
        raise UnreadableInput(f"{path}: {why}. {FETCH}")
    shown = [character for character in text if not character.isspace()]
    untold = sum(1 for character in shown if character == "\ufffd" or 0xE000 <= ord(character) <= 0xF8FF)
    if untold > UNTOLD * len(shown):
        raise UnreadableInput(f"{path}: its fonts do not tell which letters they show. {RECOGNISE}")


def _pages(numbers: Sequence[int]) -> str:
    """`page 3`, `pages 3, 5-9`"""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return f"page{'s' * (len(numbers) > 1)} {', '.join('-'.join(map(str, run)) for run in runs)}"


def _fields(info: dict[str, str]) -> Iterator[Field]:
    """The document's own properties: who made the file and when, which need not be who wrote the article."""
    title = " ".join(info.get("Title", "").split())
    if title and not FILE_NAME.match(title):
        yield "title", title, "pdf info"
    author = " ".join(info.get("Author", "").split())
    if author:
        yield "byline", author, "pdf info"
    published, modified = _date(info.get("CreationDate", "")), _date(info.get("ModDate", ""))
    if published:
        yield "published", published, "pdf info"
    if modified:
        yield "modified", modified, "pdf info"


def _date(written: str) -> str | None:
    """`D:20310802101500+02'00'` (ISO 32000-1, 7.9.4) in ISO 8601."""
    match = DATE.match(written)
    if match is None or not match["m"] or not match["d"]:
        return None
    zone = "Z" if match["utc"] else f"{match['z']}:{match['zm'] or '00'}" if match["z"] else ""
    clock = f"T{match['t'][:2]}:{match['t'][2:4]}:{match['t'][4:]}{zone}" if match["t"] else ""
    iso = ISO.match(f"{match['y']}-{match['m']}-{match['d']}{clock}")
    return stamp(iso) if iso else None
