"""Markdown, with what a person knows as front matter (YAML between `---` lines, or TOML between `+++` lines)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from firsthand.errors import UnreadableInput
from firsthand.model import BlockKind, MetadataField
from firsthand.reading.decode import decode, mixture
from firsthand.reading.draft import Draft, DraftBlock, Problem, line_blocks

if TYPE_CHECKING:
    import yaml

FRONT_MATTER = re.compile(r"(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?\r?\n)?(?P=fence)[ \t]*(?:\r?\n(?:[ \t]*\r?\n)*|\Z)", re.DOTALL)
# Longer front matter is no front matter: it would only feed a YAML bomb to the parser.
LONGEST_FRONT_MATTER = 16_384
DEEPEST_FRONT_MATTER = 10
NAMES: dict[str, MetadataField] = {
    "title": "title", "headline": "title", "outlet": "outlet", "source": "outlet", "publisher": "outlet", "byline": "byline",
    "author": "byline", "published": "published", "date": "published", "url": "url", "link": "url", "language": "language", "lang": "language",
}  # fmt: skip
HEADING = re.compile(r"#{1,6}[ \t]+\S")
ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])[ \t]+\S")


def read_markdown(data: bytes, path: str) -> Iterator[Draft | Problem]:
    """The text after the front matter is the article; marks of Markdown stay in it, as they were read."""
    whole = decode(data, path)
    mixed = mixture(data, path)
    if mixed:
        yield Problem("the whole text", mixed)
    match = FRONT_MATTER.match(whole)
    if match is None:
        yield Draft(whole, tuple(_blocks(whole)))
        return
    body = match.group("body") or ""
    if len(body) > LONGEST_FRONT_MATTER:
        raise UnreadableInput(
            f"{path}: its front matter is longer than {LONGEST_FRONT_MATTER} characters. Keep title, outlet, url and the like only."
        )
    text = whole[match.end() :]
    values = _toml(body, path) if match.group("fence") == "+++" else _yaml(body, path)
    if values is None:  # prose between two rules
        yield Draft(whole, tuple(_blocks(whole)))
        return
    yield Draft(text, tuple(_blocks(text)), tuple(_fields(values)))


def _blocks(text: str) -> Iterator[DraftBlock]:
    for block in line_blocks(text):
        yield DraftBlock(block.start, block.end, block.words, _kind(block.words), block.place)


def _kind(words: str) -> BlockKind:
    if HEADING.match(words):
        return "heading"
    if ITEM.match(words):
        return "list-item"
    return "quote" if words.startswith(">") else "line"


def _fields(values: dict[str, Any]) -> Iterator[tuple[MetadataField, str, str]]:
    for key, value in values.items():
        name = NAMES.get(str(key).strip().lower())
        if name is not None and isinstance(value, str | int | float | date | datetime) and str(value).strip():
            yield name, value.isoformat() if isinstance(value, date) else str(value).strip(), "person"


def _yaml(body: str, path: str) -> dict[str, Any] | None:
    import yaml

    try:
        _refuse_bombs(yaml.parse(body, Loader=yaml.SafeLoader), path)
        values = yaml.load(body, Loader=yaml.BaseLoader)  # noqa: S506 - it makes text only; values stay as they are written: `title: No` is a title
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = str(error).splitlines()[0]
        raise UnreadableInput(f"{path}: its front matter is not YAML ({line}). Correct it, or take it out.") from None
    return values if isinstance(values, dict) else None if body.strip() else {}


def _refuse_bombs(events: Iterable[yaml.Event], path: str) -> None:
    """Aliases and deep nesting are what YAML bombs are made of, and no list of an article's facts needs them."""
    import yaml

    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            raise UnreadableInput(f"{path}: its front matter uses YAML aliases. Write the values out.")
        if depth > DEEPEST_FRONT_MATTER:
            raise UnreadableInput(f"{path}: its front matter is nested too deeply. Keep title, outlet, url and the like only.")


def _toml(body: str, path: str) -> dict[str, Any]:
    try:
        return tomllib.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(f"{path}: its front matter is not TOML ({error}). Correct it, or take it out.") from None
