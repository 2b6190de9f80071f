"""Plain text that holds many articles, as databases of the press export them: cut at explicit boundaries only.

Four kinds of boundary are known: a line that numbers the document (`3 of 50 DOCUMENTS`, `Document 3 of 50`), a line that ends it (`End of Document`,
or Factiva's accession number), and a rule between records that each carry labels (ProQuest and the like). What is known of each database's
layout comes from the layouts that public parsers of these exports describe.

A text that looks like several articles, but has no such boundary, stays one; `seams` tells, so that it can be said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from firsthand.model import MetadataField
from firsthand.reading.draft import LINE, Draft, DraftBlock, Field, line_blocks
from firsthand.reading.fields import dated, fits

# `3 of 50 DOCUMENTS`, `Document 3 of 50`, alone on a line; the words in the languages of the interfaces.
NUMBERED = re.compile(
    r"\s*(?:FOCUS - )?(?:(?P<a>\d{1,5}) (?:of|von|de|di|van) (?P<b>\d{1,5}) (?:DOCUMENTS?|DOKUMENTE?N?|DOCUMENTOS?|DOCUMENTI|DOCUMENTEN)"
    r"|(?:Document|Dokument|Documento) (?P<c>\d{1,5}) (?:of|von|de|di|van) (?P<d>\d{1,5}))\s*"
)
END = re.compile(r"\s*(?:End of Document|Ende des Dokuments|Fin du document|Fin del documento|Einde van document)\s*")
# Factiva closes an article with its accession number: the source's code, the day, a serial number.
ACCESSION = re.compile(r"(?:AN\s+)?Document [A-Z0-9]{6,8}(?:19|20)\d{6}[a-z0-9]{8,10}\s*|AN\s+[A-Z0-9]{6,8}(?:19|20)\d{6}[a-z0-9]{8,10}\s*")
RULE = re.compile(r"\s*(?:_{10,}|={10,}|-{10,}|\*{10,}|#{10,})\s*|\x0c\s*")
# Labels at the start of a line -> the field; None: known, but no field of ours. TEXT: the article starts here.
TEXT = "text"
LABELS: dict[str, MetadataField | str | None] = {
    "title": "title", "headline": "title", "byline": "byline", "author": "byline", "authors": "byline", "publication title": "outlet",
    "publication": "outlet", "source": "outlet", "newspaper": "outlet", "publication date": "published", "published": "published",
    "date": "published", "document url": "url", "url": "url", "link": "url", "body": TEXT, "full text": TEXT, "text": TEXT,
    "length": None, "section": None, "dateline": None, "highlight": None, "load-date": None, "language": None, "publication-type": None,
    "publication type": None, "publication info": None, "publication year": None, "graphic": None, "subject": None, "abstract": None,
    "proquest document id": None, "proquest document link": None, "copyright": None, "last updated": None, "location": None, "people": None,
    "database": None, "document type": None, "publisher": None, "place of publication": None, "country of publication": None, "issn": None,
    "source type": None, "language of publication": None, "organization": None, "company": None, "geographic": None, "industry": None,
    "journal code": None, "journal-code": None, "distribution": None, "word count": None, "notes": None, "links": None,
}  # fmt: skip
LABEL = re.compile(r"\s*(?P<label>[A-Z][A-Za-z-]+(?: [A-Za-z-]+){0,3})\s?:(?:\s+(?P<value>.*?))?\s*")
# Factiva's labels, two or three capitals and a gap.
CODE = re.compile(r"(?P<label>[A-Z]{2,3})(?:\s{2,}|\t\s*)(?P<value>.*?)\s*")
CODES: dict[str, MetadataField | str | None] = {
    "HD": "title", "BY": "byline", "PD": "published", "SN": "outlet", "LP": TEXT, "TD": TEXT, "CR": None, "WC": None, "ET": None, "SC": None,
    "ED": None, "PG": None, "LA": None, "CY": None, "CT": None, "RF": None, "CO": None, "IN": None, "NS": None, "RE": None, "IPC": None,
    "IPD": None, "PUB": None, "AN": None, "SE": None, "VOL": None, "ART": None, "CLM": None,
}  # fmt: skip
WORDS = re.compile(r"\s*(?:(?:LENGTH|Length):\s*)?\d[\d,.]{0,7} words\s*")
# Characters of a line of the head: longer ones are the article.
LONGEST_HEAD = 80
COPYRIGHT = re.compile(r"\s*(?:Copyright|\(c\)|©)\s.{0,200}\d{4}.*", re.IGNORECASE)
BY = re.compile(r"\s*(?:By|BY) [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}\s*")
# Words of a line that is a paragraph, whatever stands before it.
PARAGRAPH = 25
# Words between two seams: an article, not a list of headlines.
ARTICLE = 80
# Lines of a file that can be an export; more would only fill the memory.
MOST_LINES = 1_000_000


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    start: int
    end: int
    words: str


def articles(text: str) -> list[Draft]:
    """The articles of an export, each the whole record as it stands; none where the text has no explicit boundary.

    `place` is `document N of M` (`document N` where only the end of the file tells how many), in the order of the file.
    """
    if text.count("\n") > MOST_LINES:
        return []
    lines = [_Line(n, m.start(), m.end("line"), m["line"]) for n, m in enumerate(LINE.finditer(text), start=1) if m["line"].strip()]
    for parts in (_numbered(lines), _ended(lines), _ruled(lines)):
        if parts:
            count = len(parts)
            return [_draft(text, part, f"document {number} of {count}") for number, part in enumerate(parts, start=1)]
    return []


def seams(text: str) -> list[int]:
    """Numbers of lines where another article seems to start in a text without boundaries; empty where nothing speaks for several."""
    lines = [_Line(n, m.start(), m.end("line"), m["line"]) for n, m in enumerate(LINE.finditer(text), start=1) if m["line"].strip()]
    found = [_repeated_labels(lines), _repeated(lines, WORDS), _repeated_bylines(lines)]
    return max(found, key=len)


# --- boundaries -----------------------------------------------------------------------------------------------------------------------


def _numbered(lines: Sequence[_Line]) -> list[Sequence[_Line]]:
    """Records under lines that count up, all naming the same number of documents. What stands before the first is the export's cover."""
    marks = [(i, match) for i, line in enumerate(lines) if len(line.words) < 90 and (match := NUMBERED.fullmatch(line.words))]
    numbers = [int(match["a"] or match["c"]) for _, match in marks]
    totals = {int(match["b"] or match["d"]) for _, match in marks}
    if not marks or len(totals) > 1 or any(b <= a for a, b in pairwise(numbers)) or numbers[-1] > max(totals):
        return []
    starts = [i for i, _ in marks]
    parts = [_inner(lines[start + 1 : end]) for start, end in pairwise([*starts, len(lines)])]
    return [part for part in parts if part]


def _inner(part: Sequence[_Line]) -> Sequence[_Line]:
    """A record without the rules and the closing line around it."""
    first, last = 0, len(part)
    while first < last and RULE.fullmatch(part[first].words):
        first += 1
    while last > first and (RULE.fullmatch(part[last - 1].words) or END.fullmatch(part[last - 1].words)):
        last -= 1
    return part[first:last]


def _ended(lines: Sequence[_Line]) -> list[Sequence[_Line]]:
    """Records that a line closes; Factiva's accession number stays part of its record. What follows the last is the export's own."""
    for pattern, kept in ((END, 0), (ACCESSION, 1)):
        ends = [i for i, line in enumerate(lines) if len(line.words) < 90 and pattern.fullmatch(line.words)]
        if ends:
            parts = [_inner(lines[a + 1 : b + kept]) for a, b in pairwise([-1, *ends])]
            if _is_article(lines[ends[-1] + 1 :]):
                parts.append(_inner(lines[ends[-1] + 1 :]))
            return [part for part in parts if part]
    return []


def _is_article(part: Sequence[_Line]) -> bool:
    """Whether what follows the last closing line is one more record, which the file's end cuts short, and not a summary of the search."""
    words = sum(len(line.words.split()) for line in part)
    return words >= ARTICLE and (any(WORDS.fullmatch(line.words) for line in part) or len(_labels(part, 40)) > 1)


def _ruled(lines: Sequence[_Line]) -> list[Sequence[_Line]]:
    """Records between rules or form feeds that each carry a title and another label; the cover and the end of the export carry none."""
    rules = [i for i, line in enumerate(lines) if RULE.fullmatch(line.words) or line.words.startswith("\x0c")]
    if not rules:
        return []
    starts = [-1, *rules]
    parts = [_inner(lines[a + (lines[a].words.strip("\x0c \t") == "" or RULE.fullmatch(lines[a].words) is not None or a < 0) : b])
             for a, b in pairwise([*starts, len(lines)])]  # fmt: skip
    parts = [part for part in parts if part]
    full = [_is_record(part) for part in parts]
    if sum(full) < 2 or not all(full[full.index(True) : len(full) - full[::-1].index(True)]):
        return []
    return [part for part, is_record in zip(parts, full, strict=True) if is_record]


def _is_record(part: Sequence[_Line]) -> bool:
    labels = _labels(part, len(part))
    return "title" in labels and bool(labels & {"outlet", "published", "url"})


def _labels(part: Sequence[_Line], within: int) -> set[str]:
    """The fields that labels in the first lines name."""
    known = (_label(line.words) for line in part[:within])
    return {label[0] for label in known if label is not None and label[0] is not None}


# --- a record -------------------------------------------------------------------------------------------------------------------------


def _draft(text: str, part: Sequence[_Line], place: str) -> Draft:
    """The record's words from its first line to its last, labels among them: those are marked as not the article (`main`)."""
    start, end = part[0].start, part[-1].end
    own = text[start:end]
    header = _header(part)
    blocks = []
    for block in line_blocks(own):
        number = int(block.place.rpartition(" ")[2]) + part[0].number - 1
        main = None if not header else number not in header
        blocks.append(DraftBlock(block.start, block.end, block.words, block.kind, f"line {number}", main))
    return Draft(own, tuple(blocks), tuple(_fields(part)), place=place)


def _header(part: Sequence[_Line]) -> frozenset[int]:
    """Numbers of the lines that are labels and the like; empty where the record has none."""
    labels = [_label(line.words) for line in part]
    text = next((i for i, label in enumerate(labels) if label is not None and label[0] == TEXT), None)
    head = _layout(part) if text is None else {i for i in range(1, text) if (labels[i] or (None,))[0] != "title"}
    inside = True
    for i, label in enumerate(labels):
        after = text is not None and i > text
        if label is not None:
            inside = label[0] == TEXT
            labelled = not label[1] if inside else label[0] != "title" or after
        else:  # what a label of the end says runs over its line, unless a line of the article looked like a label
            inside = inside or not after or len(part[i].words.split()) >= PARAGRAPH
            labelled = not inside or ACCESSION.fullmatch(part[i].words) is not None
        if labelled:
            head.add(i)
    return frozenset(part[i].number for i in head) if len(head) < len(part) else frozenset()


def _layout(part: Sequence[_Line]) -> set[int]:
    """Factiva without labels: the lines around the number of words, from the byline to the copyright."""
    words = _words_line(part)
    if words is None:
        return set()
    lines = takewhile(lambda line: len(line.words) <= LONGEST_HEAD or COPYRIGHT.fullmatch(line.words), part[words : words + 10])
    # a copyright line at the end of a short article is behind its text
    rights = next((i for i, line in enumerate(lines, start=words) if COPYRIGHT.fullmatch(line.words)), words)
    first = words - (words > 0 and BY.fullmatch(part[words - 1].words) is not None)
    return set(range(first, rights + 1))


def _words_line(part: Sequence[_Line]) -> int | None:
    """The line that tells the number of words, which the layouts go by."""
    return next((i for i, line in enumerate(part[:40]) if WORDS.fullmatch(line.words)), None)


def _label(words: str) -> tuple[MetadataField | str | None, str] | None:
    """The field that a line's label names and what it says; None where the line has no label that is known."""
    if words.strip() in ("Body", "BODY", "FULL TEXT", "Full text"):
        return TEXT, ""
    match = LABEL.fullmatch(words)
    if match is not None and match["label"].lower() in LABELS:
        return LABELS[match["label"].lower()], match["value"] or ""
    match = CODE.fullmatch(words)
    if match is not None and match["label"] in CODES:
        return CODES[match["label"]], match["value"]
    return None


def _fields(part: Sequence[_Line]) -> Iterator[Field]:
    """What labels say, then what the database's layout tells."""
    for line in part:
        label = _label(line.words)
        if label is None or label[0] in (None, TEXT) or not label[1]:
            continue
        field: MetadataField = label[0]  # type: ignore[assignment]
        name = line.words.split(":")[0].split("  ")[0].strip()
        yield from _field(field, label[1], f"export {name}")
    words = _words_line(part)
    if words is None or _label(part[0].words) is not None:
        return
    around = [line.words.strip() for line in part]
    yield from _field("title", around[0], "export layout")
    if part[words].words.strip().lower().startswith("length"):  # title, outlet, date, then labels
        lead = around[1:3] if words >= 3 else []
        if len(lead) == 2 and dated(lead[1]) != lead[1]:
            yield from _field("outlet", lead[0], "export layout")
            yield from _field("published", lead[1], "export layout")
    elif len(around) > words + 2 and dated(around[words + 1]) != around[words + 1]:  # number of words, date, time if known, outlet
        yield from _field("published", around[words + 1], "export layout")
        clock = re.fullmatch(r"\d{1,2}:\d\d(?: GMT)?", around[words + 2]) is not None
        if len(around) > words + 2 + clock:
            yield from _field("outlet", around[words + 2 + clock], "export layout")
        if words > 1 and BY.fullmatch(around[words - 1]):
            yield from _field("byline", around[words - 1], "export layout")


def _field(field: MetadataField, value: str, rule: str) -> Iterator[Field]:
    if fits(field, value):
        yield field, dated(value) if field == "published" else value, rule


# --- several without a boundary ---------------------------------------------------------------------------------------------------------


def _repeated_labels(lines: Sequence[_Line]) -> list[int]:
    """Lines where the same two labels come again, an article's length apart."""
    by_field: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        label = _label(line.words)
        if label is not None and label[0] in ("title", "outlet", "published", "byline", "url") and label[1]:
            by_field.setdefault(str(label[0]), []).append(i)
    often = [_apart(lines, found) for found in by_field.values()]
    often = sorted((found for found in often if len(found) > 1), key=len)
    return often[-2] if len(often) > 1 else []


def _repeated(lines: Sequence[_Line], pattern: re.Pattern[str]) -> list[int]:
    found = _apart(lines, [i for i, line in enumerate(lines) if len(line.words) < 60 and pattern.fullmatch(line.words)])
    return found if len(found) > 1 else []


def _repeated_bylines(lines: Sequence[_Line]) -> list[int]:
    """Bylines of three people, an article's length apart: of two, one may stand under a box or at the end."""
    found = [i for i, line in enumerate(lines) if len(line.words) < 60 and BY.fullmatch(line.words)]
    apart = _apart(lines, found)
    names = {lines[i].words.strip().lower() for i in found}
    return apart if len(apart) > 2 and len(names) > 2 else []


def _apart(lines: Sequence[_Line], found: Sequence[int]) -> list[int]:
    """Numbers of those of the lines that have an article's words after them, before the next."""
    return [lines[a].number for a, b in pairwise([*found, len(lines)]) if sum(len(line.words.split()) for line in lines[a:b]) >= ARTICLE]
