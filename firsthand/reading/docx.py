"""Word documents (.docx): paragraphs, headings, lists, tables and notes in document order, through python-docx.

What the document shows when its changes are accepted is read: insertions are, deletions and field codes are not. Headers and footers of pages
stand before and after the text and are no part of the article. Comments of reviewers are left alone.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from lxml import etree

from firsthand.errors import UnreadableInput
from firsthand.model import BlockKind, MetadataField
from firsthand.reading.draft import Draft, DraftBlock, Field
from firsthand.reading.zipped import DAMAGES

if TYPE_CHECKING:
    from docx.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
# Bytes that a document may unpack to: its texts and all of it. A million characters, the longest article, are 50 MB of markup at the worst.
MOST_MARKUP = 50_000_000
MOST_BYTES = 250_000_000
MOST_FILES = 10_000
MAGIC_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Elements whose text is not shown: deleted and moved away, properties, the older twin of a drawing.
UNSEEN = frozenset(
    [f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr", "instrText", "delText")]
    + ["{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"]
)
HEADING = re.compile(r"(?:heading|title|subtitle)\b", re.IGNORECASE)
LIST = re.compile(r"list\b", re.IGNORECASE)
QUOTE = re.compile(r"(?:intense )?quote\b|block ?text", re.IGNORECASE)
CAPTION = re.compile(r"caption\b", re.IGNORECASE)
REMEDY = "Open it in a word processor and save it again as .docx, or save it as .txt."


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the document; `breaks`: line ends before it (1: a new line or row, 2: a new paragraph, 0: a cell of the same row)."""

    words: str
    kind: BlockKind
    place: str
    breaks: int
    main: bool = True


def read_docx(data: bytes, path: str) -> Iterator[Draft]:
    """The document, one article.

    Raises:
        UnreadableInput: it is locked, damaged, no Word document, or unpacks to more than a document holds.
    """
    _check_archive(data, path)
    import docx  # 0.3 s: only documents pay for it

    try:
        document = docx.Document(io.BytesIO(data))
        lines = list(_lines(document))
        fields = tuple(_fields(document))
    except (*DAMAGES, KeyError, AttributeError, TypeError, IndexError, etree.LxmlError, _package_error()) as error:
        raise UnreadableInput(f"{path}: is a damaged Word document ({type(error).__name__}). {REMEDY}") from None
    text, blocks = _joined(lines)
    yield Draft(text, blocks, fields)


def _package_error() -> type[Exception]:
    from docx.opc.exceptions import PackageNotFoundError

    return PackageNotFoundError


def _check_archive(data: bytes, path: str) -> None:
    """Refuse what is no document before anything is unpacked: the archive's list says how large each part becomes."""
    if data.startswith(MAGIC_OLE):
        raise UnreadableInput(
            f"{path}: is locked with a password, or an old .doc under the name of .docx. Save it without a password, as .docx."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
            names = {item.filename for item in files}
            size = sum(item.file_size for item in files)
            markup = sum(item.file_size for item in files if item.filename.endswith((".xml", ".rels")))
            bomb = len(files) > MOST_FILES or markup > MOST_MARKUP or size > MOST_BYTES
            # The list can lie: zipfile reads no further than it says, and then finds that the sum does not fit.
            kinds = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names and not bomb else b""
    except DAMAGES as error:
        raise UnreadableInput(f"{path}: is no Word document, or damaged ({error}). {REMEDY}") from None
    if bomb:
        raise UnreadableInput(
            f"{path}: unpacks to {size:,} bytes in {len(files):,} parts, more than a document holds, and is not opened. Save its text as .txt."
        )
    if b"wordprocessingml" not in kinds and b"ms-word" not in kinds:
        raise UnreadableInput(f"{path}: is an archive, but no Word document. {REMEDY}")
    if b"macroEnabled" in kinds:
        raise UnreadableInput(f"{path}: holds macros, and is not opened. Save it as .docx without macros.")


def _joined(lines: list[_Line]) -> tuple[str, tuple[DraftBlock, ...]]:
    pieces: list[str] = []
    blocks = []
    at = 0
    for line in lines:
        gap = ("\t" if line.breaks == 0 else "\n" * line.breaks) if pieces else ""
        at += len(gap)
        blocks.append(DraftBlock(at, at + len(line.words), line.words, line.kind, line.place, line.main))
        pieces += (gap, line.words)
        at += len(line.words)
    return "".join(pieces), tuple(blocks)


# --- the document's parts, in order -------------------------------------------------------------------------------------------------


def _lines(document: Document) -> Iterator[_Line]:
    styles = {style.style_id: str(style.name) for style in document.styles if style.name}
    sections = list(document.sections)
    yield from _margins("header", [section.header for section in sections], styles)
    yield from _story(document.element.body, styles, "")
    for name in ("footnotes", "endnotes"):
        yield from _notes(document, name, styles)
    yield from _margins("footer", [section.footer for section in sections], styles)


def _margins(name: str, parts: list[Any], styles: dict[str, str]) -> Iterator[_Line]:
    """Headers or footers of the pages, each once."""
    for number, part in enumerate(parts, start=1):
        if not part.is_linked_to_previous:
            for line in _story(part._element, styles, f"{name} {number} "):
                yield _Line(line.words, line.kind, line.place, line.breaks, main=False)


def _notes(document: Document, name: str, styles: dict[str, str]) -> Iterator[_Line]:
    """Notes stand after the text, where their marks lead; python-docx has no type for them, but their part."""
    parts = [
        relation.target_part for relation in document.part.rels.values() if relation.reltype == NOTES + name and not relation.is_external
    ]
    for part in parts:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        for note in etree.fromstring(part.blob, parser):
            if note.get(f"{W}type") is None:  # the others are the line that separates notes from the text
                yield from _story(note, styles, f"{name.removesuffix('s')} {note.get(f'{W}id')} ")


def _story(root: Any, styles: dict[str, str], within: str) -> Iterator[_Line]:
    """Paragraphs and tables under `root`, counted from 1; content controls are entered, for Word shows what they hold."""
    paragraphs = tables = 0
    for element in _blocks_of(root):
        if element.tag == f"{W}p":
            paragraphs += 1
            yield from _paragraph(element, styles, f"{within}paragraph {paragraphs}", None)
        else:
            tables += 1
            yield from _table(element, styles, f"{within}table {tables}")


def _blocks_of(root: Any) -> Iterator[Any]:
    """The paragraphs and tables directly under `root`, through everything that only wraps them."""
    pending = list(reversed(root))
    while pending:
        element = pending.pop()
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag not in UNSEEN:
            pending.extend(reversed(element))


def _table(table: Any, styles: dict[str, str], within: str) -> Iterator[_Line]:
    """Rows are lines, cells stand apart by a tab; a table in a cell is read as the cell's paragraphs are."""
    first_row = True
    for number, row in enumerate(_under(table, f"{W}tr"), start=1):
        first_cell = True
        for column, cell in enumerate(_under(row, f"{W}tc"), start=1):
            place = f"{within} row {number} cell {column}"
            first = True
            for paragraph in cell.iter(f"{W}p"):
                for line in _paragraph(paragraph, styles, place, "cell"):
                    breaks = 1 if not (first and not first_cell) else 0
                    yield _Line(line.words, "cell", place, 2 if first_row and first_cell and first else breaks)
                    first = first_cell = False
        first_row = first_row and first_cell


def _under(root: Any, tag: str) -> Iterator[Any]:
    """Elements of one kind under `root`, none inside another of them."""
    pending = list(reversed(root))
    while pending:
        element = pending.pop()
        if element.tag == tag:
            yield element
        elif element.tag not in UNSEEN:
            pending.extend(reversed(element))


def _paragraph(paragraph: Any, styles: dict[str, str], place: str, kind: BlockKind | None) -> Iterator[_Line]:
    """The lines of a paragraph: it has several where somebody broke it."""
    boxes: list[Any] = []
    words = "".join(_words(paragraph, boxes))
    first = True
    for written in words.split("\n"):
        line = written.strip()
        if line:
            yield _Line(line, kind or _kind(paragraph, styles), place, 2 if first else 1)
            first = False
    for box in boxes:
        for inner in _under(box, f"{W}p"):
            yield from _paragraph(inner, styles, f"{place} text box", kind)


def _words(paragraph: Any, boxes: list[Any]) -> Iterator[str]:
    """Pieces of a paragraph's text; text boxes that hang on it are put aside."""
    pending = list(reversed(paragraph))
    while pending:
        element = pending.pop()
        tag = element.tag
        if tag == f"{W}t":
            yield (element.text or "").replace("\n", " ").replace("\r", " ")
        elif tag in (f"{W}tab", f"{W}ptab"):
            yield "\t"
        elif tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif tag == f"{W}noBreakHyphen":
            yield "\u2011"
        elif tag == f"{W}txbxContent":
            boxes.append(element)
        elif tag not in UNSEEN:
            pending.extend(reversed(element))


def _kind(paragraph: Any, styles: dict[str, str]) -> BlockKind:
    properties = paragraph.find(f"{W}pPr")
    style = properties.find(f"{W}pStyle") if properties is not None else None
    name = styles.get(style.get(f"{W}val") or "", "") if style is not None else ""
    if HEADING.match(name):
        return "heading"
    if LIST.match(name) or (properties is not None and properties.find(f"{W}numPr") is not None):
        return "list-item"
    if QUOTE.match(name):
        return "quote"
    return "caption" if CAPTION.match(name) else "paragraph"


def _fields(document: Document) -> Iterator[Field]:
    """The document's own properties: who made the file and when, which need not be who wrote the article."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    if not any(relation.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for relation in document.part.package.rels.values()):
        return  # python-docx would make some up, with the time of reading
    core = document.core_properties
    named: tuple[tuple[MetadataField, str | None], ...] = (("title", core.title), ("byline", core.author), ("language", core.language))
    for field, value in named:
        if value and value.strip() and value != "python-docx":
            yield field, " ".join(value.split()), "docx properties"
    dated: tuple[tuple[MetadataField, datetime | None], ...] = (("published", core.created), ("modified", core.modified))
    for field, moment in dated:
        if moment is not None:
            yield field, (moment.astimezone(UTC) if moment.tzinfo else moment).strftime("%Y-%m-%dT%H:%M:%SZ"), "docx properties"
