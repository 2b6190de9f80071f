"""The list of outlets of one language, from language/data/outlets-en.toml."""

from __future__ import annotations

import re

from firsthand.model import Language

OUTLETS = "outlets."
PIECE = re.compile(r"\w+")
# Marks around a title or a quotation, as texts print them.
OPENING = frozenset(("“", "‘", '"', "''", "``", "«", "„"))
CLOSING = frozenset(("”", "’", '"', "''", "»"))


def first_of(text: str, at: int = 0) -> str:
    """The first word of a name, of `The Courier` the first two: by them names are looked up."""
    first = PIECE.search(text, at)
    if first is None or first[0] not in ("The", "the", "THE"):
        return first[0] if first else ""
    second = PIECE.search(text, first.end())
    return f"{first[0]} {second[0]}" if second else first[0]


class Outlets:
    """The list of outlets of one language: names by their first word, kinds (agency, broadcaster, newspaper ...) by name."""

    def __init__(self, rules: Language) -> None:
        self.canonical: dict[str, str] = {}
        self.firsts: dict[str, list[str]] = {}
        self.agencies: set[str] = set()
        self.kinds: dict[str, str] = {}
        for key, others in rules.phrases.items():
            if key.startswith(OUTLETS):
                _, kind, name = key.split(".", 2)
                self.kinds.setdefault(name, kind)
                if kind == "agency":
                    self.agencies.add(name)
                for other in (name, *(" ".join(words) for words in others)):
                    self._add(other, name)
        for names in self.firsts.values():
            names.sort(key=len, reverse=True)

    def _add(self, other: str, name: str) -> None:
        for written in sorted({other, other.upper(), other.replace("The ", "the ", 1)} if " " in other else {other}):
            key = first_of(written)
            if key and written not in self.canonical:
                self.canonical[written] = name
                self.firsts.setdefault(key, []).append(written)


_KNOWN: dict[int, Outlets] = {}


def outlets(rules: Language) -> Outlets:
    """Made once for each language's rules."""
    if id(rules) not in _KNOWN:
        _KNOWN[id(rules)] = Outlets(rules)
    return _KNOWN[id(rules)]
