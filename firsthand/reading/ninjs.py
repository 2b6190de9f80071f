"""JSON: an object an article, or a list of them, with the field names of ninjs (IPTC, versions 1 to 3) or those that archives use.

A list may stand inside an object, as interfaces answer: only under the names in LISTS.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from firsthand.errors import UnreadableInput
from firsthand.reading.decode import decode
from firsthand.reading.draft import Draft, Field, Problem, line_blocks
from firsthand.reading.feeds import is_json_feed, json_feed
from firsthand.reading.fields import TEXTS, Named, candidates, is_markup, named
from firsthand.reading.html import page_blocks, parse_html
from firsthand.reading.visible import visible_page

# Where an answer keeps its articles, the most particular first.
LISTS = (
    ("articles",), ("response", "results"), ("response", "docs"), ("articles", "results"), ("hits", "hits"), ("results",), ("docs",),
    ("documents",), ("items",), ("news",), ("data",),
)  # fmt: skip
# An object's fields may stand one level down: in an answer of a search index, of a newspaper.
WITHIN = ("_source", "fields")
# An interface gives the start of a text, and says how much it left out.
LEFT_OUT = re.compile(r"\[\+\d+ chars\]\s*$")
# The first paragraph alone, where an interface gives no more.
START = "leadparagraph"
REMEDY = "Name the field of the article's text body_text (ninjs) or text."


def read_json(data: bytes, path: str) -> Iterator[Draft | Problem]:
    """Every article of the file.

    Raises:
        UnreadableInput: it is no JSON, or it is one object without a text.
    """
    source = decode(data, path)
    try:
        value = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(f"{path}: is not JSON ({error}). Save the file again from its source.") from None
    if is_json_feed(value):
        yield from json_feed(value, path)
        return
    listed = _listed(value)
    if listed is None:
        yield _article(value, "", path)
        return
    within, items = listed
    if not items:
        raise UnreadableInput(f"{path}: holds no article. Give each as an object with body_text, or take the file away.")
    for number, item in enumerate(items):
        place = f"{within}[{number}]"
        try:
            yield replace(_article(item, f"{place}.", path), place=place)
        except UnreadableInput as error:
            yield Problem(place, str(error))


def _listed(value: Any) -> tuple[str, list[Any]] | None:
    """The list of articles and where it stands; None where the value is one article itself."""
    if isinstance(value, list):
        return "", value
    if not isinstance(value, dict) or _body(_fields(value))[1] is not None:
        return None
    for names in LISTS:
        inner: Any = value
        for name in names:
            inner = inner.get(name) if isinstance(inner, dict) else None
        if isinstance(inner, list) and (not inner or any(isinstance(item, dict) for item in inner)):
            return ".".join(names), inner
    return None


def _article(item: Any, place: str, path: str) -> Draft:
    here = f"{path}, {place.removesuffix('.')}" if place else path
    if not isinstance(item, dict):
        raise UnreadableInput(f"{here}: is no object. Give each article as an object with body_text (ninjs).")
    record = _fields(item)
    name, body, markup = _body(record)
    if body is None:
        raise UnreadableInput(f"{here}: has no text under body_text, text, content or the like. {REMEDY}")
    fields = (*candidates(record, "json"), *_extent(name, body))
    if not markup:
        return Draft(body, tuple(line_blocks(body, f"{place}{name} line")), fields)
    page = visible_page(parse_html(body, path))
    # The body field holds the article alone: nothing of it is left to an extraction library.
    return Draft(page.text, tuple(page_blocks(page, [True] * len(page.blocks), f"{place}{name}")), fields)


def _fields(item: dict[str, Any]) -> Named:
    within = [pair for name in WITHIN if isinstance(item.get(name), dict) for pair in item[name].items()]
    return named([*item.items(), *within])


def _body(record: Named) -> tuple[str, str | None, bool]:
    """The name of the text as written, the text, and whether it is markup."""
    for simple_name in (*TEXTS, START):
        name, value = record.get(simple_name, ("", None))
        if isinstance(value, str) and value.strip():
            return name, value, is_markup(simple_name, value)
        if simple_name == "bodies" and isinstance(value, list):
            for part in value:
                if isinstance(part, dict) and isinstance(part.get("value"), str) and part["value"].strip():
                    return name, part["value"], "html" in str(part.get("contenttype", ""))
    return "", None, False


def _extent(name: str, body: str) -> Iterator[Field]:
    if LEFT_OUT.search(body[-40:]) or "".join(name.lower().split("_")) == START:
        yield "extent", "cut", f"json {name}"
