"""Names as keys: what stays of a name when spelling, transliteration and short forms of given names are taken away.

Transliterations are brought together by rewriting letters (`skeleton`), not by counting the letters in which two names differ: two names either have one key or not,
so that names are found by key. What rewriting cannot know stands in data/names.toml.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

# Letters that no decomposition parts from their marks.
LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "dj", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "ʼ": "'", "‘": "'", "ʻ": "'", "‐": "-", "‑": "-"})  # fmt: skip
# What different romanisations write for one letter, in this order (BGN/PCGN, ISO 9, German and Ukrainian usage for Cyrillic; English and French for Arabic).
REWRITES = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        ("[^a-z]", ""), ("tsch|tch", "ch"), ("sch", "sh"), ("off$", "ov"), ("eff$", "ev"), ("(?:ey|ie|y|e)ev", "ev"), ("dzh", "j"),
        ("kh", "h"), ("zh", "z"), ("ph", "f"), ("ck", "k"),
        ("q", "k"), ("x", "ks"), ("w", "v"), ("tz|ts", "c"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ou|oo|ue", "u"), ("ee", "i"), ("oe", "o"), ("ae", "a"),
        ("[yj]", "i"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
# Shorter words are told apart by single letters (`Li`, `Lee`): they are compared as they are.
SHORTEST = 5
SHORTEST_THING = 6


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name, plain: `given` is empty where there is a last name alone; initials are single letters."""

    given: str
    middle: tuple[str, ...]
    last: str
    suffix: str

    @property
    def bare(self) -> bool:
        return not self.given

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for word in (self.given, *self.middle, self.last, self.suffix) if word)

    @property
    def squashed(self) -> str:
        """`Kim Jong Un` and `Kim Jong-un` alike."""
        return "".join(self.words).replace("-", "")


@lru_cache(50_000)
def plain(name: str) -> str:
    """Lower case, without marks on letters, points, doubled blanks and what does not show (soft hyphens)."""
    bare = name.lower()
    if not name.isascii():
        parted = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
        bare = "".join(char for char in parted if not unicodedata.combining(char) and unicodedata.category(char) != "Cf").translate(LETTERS)
    return " ".join(bare.replace(".", " " if re.search(r"[a-z]{2}\.[a-z]{2}", bare) else "").split())


@lru_cache(50_000)
def person(name: str) -> Person | None:
    """None where nothing of the name is left."""
    data = _data()
    words = [word for each in _dotted(name).split() if (word := _unparticled(each)) and any(char.isalpha() for char in word)]
    suffix = words.pop() if len(words) > 2 and words[-1] in data.suffixes else ""
    while len(words) > 1 and words[0] in data.particles and words[0] not in data.given and (len(words) == 2 or words[1] in data.particles):
        del words[0]
    words = [word for place, word in enumerate(words) if not place or word not in data.particles or len(words) == 1]
    if not words:
        return None
    return Person(words[0] if len(words) > 1 else "", tuple(words[1:-1]), words[-1], suffix)


def _dotted(name: str) -> str:
    """`J.K. Lund` and `J. K. Lund` alike; `Lund.` is Lund."""
    return plain(re.sub(r"\b(\w)\.(?=\w\b)", r"\1. ", name)).replace(",", " ")


def _unparticled(word: str) -> str:
    """`al-Sael` without its article."""
    head, mark, rest = word.partition("-")
    return rest if mark and head in _data().articles and rest else word.strip("'-\"()[]{}")


@lru_cache(50_000)
def skeleton(word: str) -> str:
    """One form for the romanisations of one word; `word` is plain."""
    if len(word) < SHORTEST:
        return word
    for pattern, put in REWRITES:
        word = pattern.sub(put, word)
    return word


def given_key(word: str) -> str:
    """The same for `Vladimir` and `Volodymyr`, for `Bill` and `William`."""
    known = _data().given.get(word)
    return known if known is not None else skeleton(word)


def last_key(word: str) -> str:
    known = _data().last.get(word)
    return known if known is not None else skeleton(word)


def is_given(word: str) -> bool:
    return word in _data().given


def is_spelled_in_several_ways(word: str) -> bool:
    """Whether languages spell the given name in several ways: `Serhiy`, `Sergey`."""
    return word in _data().spelled_given


@lru_cache(50_000)
def thing(name: str, *, place: bool) -> str:
    """The key of a body's or place's name: `the River Water Board Ltd`, `River Water Board`; `Kiev`, `Kyiv`."""
    data = _data()
    words = plain(name).replace("-", " ").replace("'s ", " ").split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    written = name.replace("-", " ").split()
    while not place and len(words) > 1 and written and _is_ending(words[-1], written.pop()):
        del words[-1]
    key = " ".join(word for word in (each.strip(",()\"'") for each in words) if word)
    known = data.things.get(key)
    if known is not None:
        return known
    key = " ".join(data.words.get(word, word) for word in key.split())
    return " ".join(f"~{skeleton(word)}" if len(word) >= SHORTEST_THING and word not in data.generic else word for word in key.split())


def _is_ending(word: str, written: str) -> bool:
    """`Ltd`, `& Co`; `agency`, written small, after a name."""
    return word.strip(",") in _data().endings or (written.islower() and word in _data().tails)


def is_known_thing(name: str) -> bool:
    """Whether it is a place or body of the tables: no person, whatever a recogniser says."""
    return thing(name, place=False) in _data().known


def is_known(key: str) -> bool:
    """Whether a key stands for a line of the tables."""
    return key.startswith("=")


def is_generic(key: str) -> bool:
    """Whether any country, town or party has a body that is called so."""
    return all(word in _data().generic for word in key.split())


def is_acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return letters.isalnum() and 1 < len(letters) <= 8 and letters.isupper() and any(char.isalpha() for char in letters)


def acronyms(name: str) -> set[str]:
    """The first letters of a name of several words, small words left out and with them; lower case."""
    words = [word for word in re.split(r"[\s\-]+", plain(name)) if word[:1].isalnum()]
    strong = "".join(word[0] for word in words if word not in _data().small)
    return {letters for letters in (strong, "".join(word[0] for word in words)) if len(letters) > 1}


def same_middle(one: Person, other: Person) -> bool:
    """Whether nothing between given and last name, and no `Jr`, tells two people apart."""
    if one.suffix != other.suffix:
        return False
    return all(
        a == b or (1 in (len(a), len(b)) and a[0] == b[0]) or skeleton(a) == skeleton(b)
        for a, b in zip(one.middle, other.middle, strict=False)
    )


@dataclass(frozen=True, slots=True)
class _Data:
    particles: frozenset[str]
    articles: frozenset[str]
    suffixes: frozenset[str]
    generic: frozenset[str]
    small: frozenset[str]
    endings: frozenset[str]
    tails: frozenset[str]
    given: dict[str, str]
    spelled_given: frozenset[str]
    last: dict[str, str]
    things: dict[str, str]
    known: frozenset[str]
    words: dict[str, str]


def lines(text: str) -> list[list[str]]:
    """The words of each line of a table."""
    return [line.split() for line in text.strip().splitlines()]


def entries(text: str) -> list[list[str]]:
    """The entries of each line of a table, `;` between them."""
    return [[part.strip() for part in line.split(";")] for line in text.strip().splitlines()]


@cache
def raw() -> dict[str, Any]:
    return tomllib.loads(resources.files("firsthand.align").joinpath("data", "names.toml").read_text(encoding="utf-8"))


@cache
def _data() -> _Data:
    data = raw()
    spelled, short = lines(data["given"]["spellings"]), lines(data["given"]["short"])
    things = _keyed(entries(data["places"]["names"]) + entries(data["bodies"]["names"]))
    return _Data(
        particles=frozenset(data["particles"].split()),
        articles=frozenset(("al", "el", "ul", "as", "ash", "ad", "at", "az", "an")),
        suffixes=frozenset(data["suffixes"].split()),
        generic=frozenset(data["generic"].split()),
        small=frozenset(data["small"].split()),
        endings=frozenset(data["endings"].split()),
        tails=frozenset(data["tails"].split()),
        given={word: f"={row[0]}" for row in (*spelled, *short) for word in row},
        spelled_given=frozenset(word for row in spelled for word in row),
        last={word: f"={row[0]}" for row in lines(data["last"]["spellings"]) for word in row},
        things=things,
        known=frozenset(things.values()),
        words={word: row[0] for row in lines(data["spelled"]) for word in row} | _single(entries(data["places"]["names"])),
    )


def _keyed(rows: Iterable[list[str]]) -> dict[str, str]:
    """Plain entry -> the first of its line. An entry of two lines (`EU` the place, `EU` the body) is one thing."""
    found: dict[str, str] = {}
    for row in rows:
        keys = [plain(entry).replace("-", " ") for entry in row]
        first = next((found[key] for key in keys if key in found), f"={keys[0]}")
        found.update(dict.fromkeys(keys, first))
    return found


def _single(rows: list[list[str]]) -> dict[str, str]:
    """Single words by which places go, for names that hold them: `Kiev Dynamo`. Acronyms are left out."""
    return {plain(word): plain(row[0]) for row in rows for word in row if word.isalpha() and len(word) > 3 and " " not in row[0]}
