"""What kinds of saying, believing and intending a lemma may stand for: `data/attribution-en.toml` and the nouns of `data/en.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from firsthand.language import language

# The part of the file -> the parts of speech whose words it is about.
TABLES = {
    "verbs": ("VERB", "AUX"),
    "nouns": ("NOUN", "PROPN"),
    "adjectives": ("ADJ", "VERB"),
    "adverbs": ("ADV",),
    "others": ("ADP", "VERB", "SCONJ"),
}
# Lists of en.toml that tell who or what a noun stands for.
NOUNS = ("roles", "collectives", "documents", "outlets", "outlet_nouns", "audience", "anonymous_nouns")


@dataclass(frozen=True)
class Lexicon:
    """`classes`: their names, in order; `of`: for a part of speech and lemma the numbers of its classes; `nouns`: for a lower-case word the first list that holds it."""

    classes: tuple[str, ...]
    of: dict[tuple[str, str], tuple[int, ...]]
    nouns: dict[str, int]


@cache
def lexicon() -> Lexicon:
    data = tomllib.loads(resources.files("firsthand.language").joinpath("data", "attribution-en.toml").read_text(encoding="utf-8"))
    classes = tuple(f"{table}.{name}" for table in TABLES for name in data[table])
    found: dict[tuple[str, str], list[int]] = {}
    for number, key in enumerate(classes):
        table, _, name = key.partition(".")
        for lemma in dict.fromkeys(data[table][name].split()):
            for pos in TABLES[table]:
                found.setdefault((pos, lemma), []).append(number)
    rules = language("en")
    assert rules is not None
    nouns: dict[str, int] = {}
    for number, name in enumerate(NOUNS):
        for word in rules[name]:
            nouns.setdefault(word, number)
    return Lexicon(classes, {key: tuple(numbers) for key, numbers in found.items()}, nouns)
