"""JSON with the field names of ninjs (IPTC), versions 1 to 3; an object an article, or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from firsthand.errors import UnreadableInput
from firsthand.model import MetadataField
from firsthand.reading.decode import decode
from firsthand.reading.draft import Draft, Problem, line_blocks
from firsthand.reading.html import page_blocks, parse_html
from firsthand.reading.visible import visible_page

# Field of ours -> names in the file, the first that is there counts as the best; every one becomes a candidate.
NAMES: tuple[tuple[MetadataField, tuple[str, ...]], ...] = (
    ("title", ("headline", "headlines", "title")),
    ("outlet", ("infosource", "provider", "source", "copyrightholder")),
    ("byline", ("byline", "by", "author")),
    ("published", ("firstpublished", "firstcreated", "versioncreated", "contentcreated", "published")),
    ("modified", ("versioncreated", "modified")),
    ("url", ("uri", "url", "canonical")),
    ("language", ("language",)),
)
BODIES = ("body_text", "body_xhtml", "body_html", "bodies")


def read_json(data: bytes, path: str) -> Iterator[Draft | Problem]:
    """Every article of the file.

    Raises:
        UnreadableInput: it is no JSON, or no object in it has a body.
    """
    source = decode(data, path)
    try:
        value = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(f"{path}: is not JSON ({error}). Save the file again from its source.") from None
    if not isinstance(value, list):
        yield _article(value, "", path)
        return
    if not value:
        raise UnreadableInput(f"{path}: holds no article. Give each as an object with {BODIES[0]}, or take the file away.")
    for number, item in enumerate(value):
        place = f"[{number}]"
        try:
            yield replace(_article(item, f"{place}.", path), place=place)
        except UnreadableInput as error:
            yield Problem(place, str(error))


def _article(item: Any, place: str, path: str) -> Draft:
    if not isinstance(item, dict):
        raise UnreadableInput(
            f"{path}: {place.removesuffix('.') or 'its value'} is no object with ninjs fields. Give each article as an object with body_text."
        )
    name, body, markup = _body(item)
    if body is None:
        raise UnreadableInput(
            f"{path}: {place and place.removesuffix('.') + ' '}has no {' or '.join(BODIES[:3])}. Name the field of the article's text so (ninjs)."
        )
    fields = tuple(_fields(item))
    if not markup:
        return Draft(body, tuple(line_blocks(body, f"{place}{name} line")), fields)
    page = visible_page(parse_html(body, path))
    # The body field holds the article alone: nothing of it is left to an extraction library.
    return Draft(page.text, tuple(page_blocks(page, [True] * len(page.blocks), f"{place}{name}")), fields)


def _body(item: dict[str, Any]) -> tuple[str, str | None, bool]:
    for name in BODIES:
        value = item.get(name)
        if isinstance(value, str) and value.strip():
            return name, value, name != "body_text"
        if name == "bodies" and isinstance(value, list):
            for part in value:
                if isinstance(part, dict) and isinstance(part.get("value"), str) and part["value"].strip():
                    return name, part["value"], "html" in str(part.get("contenttype", ""))
    return "", None, False


def _fields(item: dict[str, Any]) -> Iterator[tuple[MetadataField, str, str]]:
    for field, names in NAMES:
        for name in names:
            for value in _strings(item.get(name)):
                if field != "url" or value.startswith(("http://", "https://")):
                    yield field, value, f"json {name}"


def _strings(value: Any) -> Iterator[str]:
    """A string, a list of them, or of objects with `value` or `name`, as ninjs 2 and 3 write them."""
    for part in value if isinstance(value, list) else [value]:
        words = part.get("value") or part.get("name") if isinstance(part, dict) else part
        if isinstance(words, str) and words.strip():
            yield words.strip()
