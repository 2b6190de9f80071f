"""The list of outlets of one language, from language/data/outlets-en.toml."""

from __future__ import annotations

import re

from firsthand.model import Language

OUTLETS = "outlets."
PIECE = re.compile(r"\w+")


class Outlets:
    """The list of outlets of one language: names by their first word."""

    def __init__(self, rules: Language) -> None:
        self.canonical: dict[str, str] = {}
        self.firsts: dict[str, list[str]] = {}
        self.agencies: set[str] = set()
        for key, others in rules.phrases.items():
            if key.startswith(OUTLETS):
                _, kind, name = key.split(".", 2)
                if kind == "agency":
                    self.agencies.add(name)
                for other in (name, *(" ".join(words) for words in others)):
                    self._add(other, name)
        for names in self.firsts.values():
            names.sort(key=len, reverse=True)

    def _add(self, other: str, name: str) -> None:
        for written in sorted({other, other.upper(), other.replace("The ", "the ", 1)} if " " in other else {other}):
            first = PIECE.search(written)
            if first is not None and written not in self.canonical:
                self.canonical[written] = name
                self.firsts.setdefault(first[0], []).append(written)


_KNOWN: dict[int, Outlets] = {}


def outlets(rules: Language) -> Outlets:
    """Made once for each language's rules."""
    if id(rules) not in _KNOWN:
        _KNOWN[id(rules)] = Outlets(rules)
    return _KNOWN[id(rules)]
