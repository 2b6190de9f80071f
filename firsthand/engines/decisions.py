"""A person's decisions, from decisions.toml.

Each decision is a table of its kind; it names its article by path (`article`), by words that stand in it (`words`), or both:

    [[outlet]]
    article = "004.txt"
    value = "The Harrow Courier"
    note = "the logo on the page says so"

    [[furniture]]
    words = "Do you have a tip for us?"

    [[same]]
    value = "Ines Varro"
    with = "I. Warro"

    [[edge]]
    from = "004.txt"
    to = "https://quay.example/1"
    judgement = "draws on"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from firsthand.align.edges_decided import COMMON, DRAWS_ON, EDGE, INDEPENDENT
from firsthand.align.time_written import is_value
from firsthand.dates import interval
from firsthand.errors import BadDecisions
from firsthand.model import Decision

# Kind -> the keys that it needs besides an article.
KINDS: dict[str, str] = {
    "outlet": "value", "title": "value", "byline": "value", "published": "value", "url": "value",
    "furniture": "words", "not-furniture": "words", "not-an-article": "", "an-article": "",
    "speaker": "words value", "same": "value with", "different": "value with", "date": "words value", "edge": "from to judgement",
}  # fmt: skip
# Kinds that are about two names, wherever they stand.
OF_NAMES = frozenset(("same", "different"))
KEYS = frozenset(("article", "words", "value", "with", "note"))
# An edge is about two articles, by path or address, and has keys of its own.
OF_EDGES = frozenset(("from", "to", "judgement", "note"))
JUDGEMENTS = (DRAWS_ON, INDEPENDENT, COMMON)


def read_decisions(file: Path) -> list[Decision]:
    """Every decision, numbered as they stand.

    Raises:
        BadDecisions: naming the table and the key that cannot be understood.
    """
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadDecisions(f"{file.name}: cannot be read ({error}). Correct it; the format is in docs/decisions-file.md.") from None
    return [_decision(number, kind, item, file.name) for number, (kind, item) in enumerate(_items(values, file.name), start=1)]


def _items(values: dict[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind, items in values.items():
        if kind not in KINDS:
            raise BadDecisions(f"{name}: does not know [[{kind}]]. Kinds are {', '.join(KINDS)}.")
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise BadDecisions(f"{name}: {kind} must be written as [[{kind}]], a table each.")
        for item in items:
            yield kind, item


def _decision(number: int, kind: str, item: dict[str, Any], name: str) -> Decision:
    keys = OF_EDGES if kind == EDGE else KEYS
    unknown = sorted(set(item) - keys)
    if unknown:
        raise BadDecisions(f"{name}: [[{kind}]] number {number} has the unknown key {unknown[0]!r}. Keys are {', '.join(sorted(keys))}.")
    texts = {key: text for key, value in item.items() if (text := _text(value, f"{name}: [[{kind}]] number {number}, {key}"))}
    if kind == "published" and "value" in texts and interval(texts["value"]) is None:
        raise BadDecisions(
            f"{name}: [[{kind}]] number {number}: {texts['value']!r} is no date. Write it in ISO 8601: 2031-08-02 or 2031-08-02T10:30:00Z."
        )
    if kind == "date" and "value" in texts and not is_value(texts["value"]):
        raise BadDecisions(
            f"{name}: [[{kind}]] number {number}: {texts['value']!r} is no date or time. Write it as 2031-06-04, 2031-06, 2031-W23, "
            "2031-06-04T10:30, 2031-06-01/2031-06-04, P2M or PRESENT_REF."
        )
    for need in KINDS[kind].split():
        if need not in texts:
            raise BadDecisions(f"{name}: [[{kind}]] number {number} needs the key {need!r}.")
    if kind == EDGE:
        return _edge(number, texts, name)
    if "with" in texts and kind not in OF_NAMES:
        raise BadDecisions(
            f"{name}: [[{kind}]] number {number} has the key 'with', which only {' and '.join(sorted(OF_NAMES))} take. Leave it out."
        )
    if "article" not in texts and "words" not in texts and kind not in OF_NAMES:
        raise BadDecisions(f'{name}: [[{kind}]] number {number} names no article. Give article = "path", or words that stand in it.')
    return Decision(
        number, kind, texts.get("article"), texts.get("words"), texts.get("value"), texts.get("note"), 0, None, texts.get("with")
    )


def _edge(number: int, texts: dict[str, str], name: str) -> Decision:
    if texts["judgement"] not in JUDGEMENTS:
        said = ", ".join(f'"{each}"' for each in JUDGEMENTS)
        raise BadDecisions(f"{name}: [[edge]] number {number}: {texts['judgement']!r} is no judgement on an edge. Write one of {said}.")
    if texts["from"] == texts["to"]:
        raise BadDecisions(f"{name}: [[edge]] number {number} names one article twice. Give another for `from` or `to`.")
    return Decision(number, EDGE, texts["from"], None, texts["judgement"], texts.get("note"), 0, None, texts["to"])


def _text(value: Any, place: str) -> str:
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if not isinstance(value, str):
        raise BadDecisions(f"{place}: must be text in quotes.")
    return value
