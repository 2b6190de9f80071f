"""What a language's web pages say around an article: one data file a language, its expressions compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Literal, get_args

from firsthand.model import FurnitureKind, MetadataField

# Used where a language has no file of its own: its pages use these words too, and elsewhere they match nothing.
COMMON = "en"
# Longer lines are paragraphs, not furniture, unless a pattern says otherwise.
LONGEST = 40
# Stretches are looked for in lines of up to so many words; and no line has more than so many characters a word: what has is no prose, and
# would only cost time.
LONGEST_FOR_STRETCH, CHARACTERS = 600, 15
PART = re.compile(r"(?<!\?P)<([a-z0-9]+)>")

# Patterns of these make a stretch of a line furniture, not the line.
PARTIAL = ("start", "end", "inside")
Where = Literal["line", "head", "tail", "anywhere", "start", "end", "inside"]


@dataclass(frozen=True)
class _Pattern:
    """An expression is compiled when a line is first held against it: most articles need few of them, and all take half a second."""

    name: str
    expression: str

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.expression, re.IGNORECASE)


@dataclass(frozen=True)
class FurniturePattern(_Pattern):
    """`where` says what must match and what is furniture then.

    The whole line is: `line` (all of it matches), `head` or `tail` (it begins or ends so), `anywhere` (it holds a match).
    Only the match is: `start` or `end` (the line begins or ends so), `inside`. Lines of more than `longest` words do not count.
    `edge`: only before the first or after the last paragraph, where a word such as "Local" is no sub-heading.
    `holds`: one of these stands in every match, in lower case, so that most lines need not be searched; empty: not told.
    """

    kind: FurnitureKind
    where: Where
    longest: int
    edge: bool
    holds: tuple[str, ...] = ()


@dataclass(frozen=True)
class FieldPattern(_Pattern):
    """The group `value` of `regex`, searched in one line, is a candidate for `field`."""

    field: MetadataField


@dataclass(frozen=True, slots=True)
class Patterns:
    """`whole` are those of `furniture` that speak of the whole line."""

    furniture: tuple[FurniturePattern, ...]
    whole: tuple[FurniturePattern, ...]
    fields: tuple[FieldPattern, ...]
    phrases: dict[str, re.Pattern[str]]
    months: dict[str, int]


# One character for one, so that offsets stay: what the expressions need not tell apart.
ALIKE = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00a0": " ", "\u202f": " ", "\t": " ", "\n": " ", "\r": " "})


def alike(words: str) -> str:
    """`words` as the expressions see them: plain apostrophes and spaces, offsets unchanged."""
    return words.translate(ALIKE)


def patterns(language: str | None) -> Patterns:
    """The patterns of a language (ISO 639-1)."""
    return _read(language if language and _file(language).is_file() else COMMON)


def _file(language: str) -> Traversable:
    return resources.files(__name__).joinpath(f"{language}.toml")


@lru_cache(maxsize=8)
def _read(language: str) -> Patterns:
    data = tomllib.loads(_file(language).read_text(encoding="utf-8"))
    parts = data["parts"]
    furniture = tuple(_furniture(entry, parts) for entry in data["furniture"])
    return Patterns(
        furniture,
        tuple(pattern for pattern in furniture if pattern.where not in PARTIAL),
        tuple(FieldPattern(entry["name"], _whole(entry["regex"], parts), entry["field"]) for entry in data["field"]),
        {name: re.compile(_whole(regex, parts), re.IGNORECASE) for name, regex in data["phrases"].items()},
        {name: number for number, names in enumerate(data["months"], start=1) for name in names},
    )


def _furniture(entry: dict[str, Any], parts: dict[str, str]) -> FurniturePattern:
    kind, where = entry["kind"], entry.get("where", "line")
    if kind not in get_args(FurnitureKind) or where not in get_args(Where):
        raise ValueError(f"pattern {entry['name']!r}: no such kind or place: {kind!r}, {where!r}")
    form = {"line": r"^(?:{})[ :]*$", "head": "^(?:{})", "start": "^(?:{})", "tail": "(?:{})$", "end": "(?:{})$"}.get(where, "{}")
    return FurniturePattern(
        entry["name"],
        _whole(form.replace("{}", entry["regex"]), parts),
        kind,
        where,
        entry.get("longest", LONGEST_FOR_STRETCH if where in PARTIAL else LONGEST),
        entry.get("edge", False),
        tuple(entry.get("holds", ())),
    )


def _whole(regex: str, parts: dict[str, str]) -> str:
    """`regex` with each `<name>` replaced by the part of that name, and so on inside the parts."""
    return PART.sub(lambda match: f"(?:{_whole(parts[match.group(1)], parts)})", regex)


# A line that Markdown sets off as a whole, in italics or as a link.
SET_OFF = re.compile(r"(\*{1,3}|_{1,3})(?=\S)(?P<words>[^*_]+)(?<=\S)\1|\[(?P<link>[^\[\]]+)\]\([^()\s]+\)")


def inside(line: str) -> tuple[int, int]:
    """Where the words of a line stand, without the marks of Markdown around all of it."""
    match = SET_OFF.fullmatch(line) if line[:1] in ("*", "_", "[") else None
    if match is None:
        return 0, len(line)
    return match.span("words") if match["words"] else match.span("link")


def whole_line(words: str, known: Patterns, edge: bool) -> FurniturePattern | None:
    """The first pattern that makes a line of `words` furniture as a whole; `edge`: it stands before or after all paragraphs."""
    start, end = inside(words)
    line = alike(words[start:end])
    lower, need = line.lower(), max(line.count(" ") + 1, -(-len(line) // CHARACTERS))  # as `fits` has it
    for pattern in known.whole:
        if need > pattern.longest or (pattern.edge and not edge):
            continue
        if pattern.holds and not any(held in lower for held in pattern.holds):
            continue
        # `line` and `head` match at the start of the line, or not.
        if (pattern.regex.match if pattern.where in ("line", "head") else pattern.regex.search)(line):
            return pattern
    return None


def has_stretch(words: str, known: Patterns) -> bool:
    """Whether a pattern makes a stretch of the line furniture."""
    line = alike(words)
    return any(p.where in PARTIAL and fits(p, line) and p.regex.search(line) is not None for p in known.furniture)


def fits(pattern: FurniturePattern, words: str) -> bool:
    """Whether a line is short enough for a pattern to count."""
    return len(words) <= CHARACTERS * pattern.longest and words.count(" ") < pattern.longest
