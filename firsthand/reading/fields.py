"""The names under which collections keep the fields of an article: ninjs, the usual JSON of archives and interfaces, columns of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from firsthand.dates import ISO, stamp
from firsthand.model import MetadataField
from firsthand.reading.draft import Field
from firsthand.reading.patterns import alike, patterns
from firsthand.reading.printed_dates import dates

# A record's values by their simple names, each with its name as written.
Named: TypeAlias = Mapping[str, tuple[str, Any]]

# Names of the article's text, the best first; simple names, see `simple`.
TEXTS = (
    "bodytext", "bodyxhtml", "bodyhtml", "bodies", "articlebody", "fulltext", "maintext", "articletext", "storytext", "contenttext", "contenthtml",
    "text", "body", "content", "contents", "article", "story",
)  # fmt: skip
# The field of ours -> names in the file, the best first; every one that is there becomes a candidate.
NAMES: tuple[tuple[MetadataField, tuple[str, ...]], ...] = (
    ("title", ("headline", "headlines", "title", "webtitle", "articletitle")),
    ("outlet", ("infosource", "infosources", "provider", "source", "copyrightholder", "outlet", "publication", "publicationtitle",
                "publicationname", "pubtitle", "newspaper", "publisher", "medianame", "sourcename", "sitename", "sourcedomain", "domain")),
    ("byline", ("byline", "by", "author", "authors", "creator")),
    ("published", ("firstpublished", "firstcreated", "versioncreated", "contentcreated", "published", "publishedat", "datepublished",
                   "datepublish", "publishdate", "publisheddate", "publicationdate", "pubdate", "webpublicationdate", "date")),
    ("modified", ("versioncreated", "modified", "datemodified", "datemodify", "modifieddate", "updated", "updatedat", "lastmodified")),
    ("url", ("uri", "url", "canonical", "canonicalurl", "link", "weburl", "articleurl", "documenturl", "permalink", "sourceurl")),
    ("language", ("language", "lang")),
)  # fmt: skip
# A language's code; its name in words is none.
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_]\w{2,8})*")
# The text of a body that is markup though its name does not say so starts with one of the tags that bodies start with.
MARKUP = re.compile(r"\s*<(?:p|div|h[1-6]|figure|article|section|ul|ol|blockquote|span|strong|em|b|i|a|img|br)\b[^<>]*>", re.IGNORECASE)


def simple(name: str) -> str:
    """`Full Text`, `full_text` and `fullText` are one name."""
    return "".join(character for character in name.casefold() if character.isalnum())


def named(items: Iterable[tuple[str, Any]]) -> dict[str, tuple[str, Any]]:
    """Values by their simple names; of two that are one name, the first."""
    found: dict[str, tuple[str, Any]] = {}
    for name, value in items:
        found.setdefault(simple(name), (name, value))
    return found


def candidates(record: Named, kind: str) -> Iterator[Field]:
    """What the record says of its article, as (field, value, rule); the rule is `kind` and the name as written."""
    for field, names in NAMES:
        for name in names:
            if name not in record:
                continue
            written, value = record[name]
            for words in _strings(value):
                if fits(field, words):
                    yield field, dated(words) if field in ("published", "modified") else words, f"{kind} {written}"


def fits(field: MetadataField, value: str) -> bool:
    """Whether a value can be one of the field: an address of the web, a language's code."""
    if field == "url":
        return value.startswith(("http://", "https://"))
    return field != "language" or LANGUAGE.fullmatch(value) is not None


def dated(value: str) -> str:
    """A date in ISO 8601 or EDTF where it is one full date; else as written, for every candidate is kept."""
    match = ISO.match(value)
    if match is not None:
        return stamp(match) or value
    found = list(dates(alike(value[:200]), patterns(None).months))
    return found[0][2] if len(found) == 1 else value


def is_markup(name: str, text: str) -> bool:
    """`name` is the text's simple name."""
    return name.endswith("html") or MARKUP.match(text) is not None


def _strings(value: Any) -> Iterator[str]:
    """A string, a list of them, or of objects that hold the words under one of the names in use (ninjs 2 and 3, interfaces of papers)."""
    for part in value if isinstance(value, list) else [value]:
        words = (
            next((part[name] for name in ("value", "name", "main", "original") if part.get(name)), None) if isinstance(part, dict) else part
        )
        if isinstance(words, str) and words.strip():
            yield words.strip()
