"""Ages: `3-year-old`, `42 years old`, `aged 42`, `when I was ten`, and the number alone after a person's name."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from firsthand.extract.amounts import AGE, DASHES, Amount, hedged
from firsthand.extract.number_lexicon import Lexicon, Piece
from firsthand.extract.tree import Stretch
from firsthand.model import Analysed, Words

# The oldest that a person gets; units in which ages are given.
OLDEST = 115
UNITS = frozenset((AGE, "mo", "wk", "d"))


class Reader(Protocol):
    article: Analysed
    words: Lexicon

    @property
    def not_people(self) -> frozenset[int]: ...
    def place(self, offset: int) -> int: ...


def age(given: list[Piece], found: Amount, reader: Reader) -> Amount | None:
    """The age that an amount is, with its hedge; None where it is none."""
    if found.kind == "time":
        end = _old(given, found, reader.words) if found.unit in UNITS else None
        return hedged(given, replace(found, end=end, kind="measure"), reader.words) if end else None
    if (
        found.kind != "count"
        or found.part
        or found.low is None
        or not 0 < found.low <= OLDEST
        or found.low != found.low.to_integral_value()
    ):
        return None
    aged = replace(found, unit=AGE, kind="measure")
    if _called(given, found, reader.words) or _was(given, found, reader) or _older(given, found, reader.words):
        return hedged(given, aged, reader.words)
    return aged if _beside_name(given, found, reader) else None


def person_before(words: Words, place: int, now: frozenset[str]) -> Stretch | None:
    """The noun phrase that ends before the comma or bracket before an age, or before `now` and the like between."""
    place -= words.lower[place - 1] in now
    last = place - 2
    if place < 2 or words.text[place - 1] not in (",", "(") or words.pos[last] not in ("PROPN", "NOUN"):
        return None
    first = last
    while first and words.sentence[first - 1] == words.sentence[place] and words.pos[first - 1] in ("PROPN", "NOUN", "ADJ"):
        first -= 1
    return first, last + 1


def _old(given: list[Piece], found: Amount, words: Lexicon) -> int | None:
    """Where `years old`, `year-old`, `years of age` ends."""
    end = found.end
    step = 1 if end < len(given) and given[end].text in DASHES else 0
    if end + step < len(given) and given[end + step].lower in words["old"]:
        return end + step + 1
    return end + 2 if end + 1 < len(given) and given[end].lower == "of" and given[end + 1].lower in words["age"] else None


def _called(given: list[Piece], found: Amount, words: Lexicon) -> bool:
    """`aged 42`, `at the age of 42`, `aged between 5 and 7`."""
    start = found.start
    before = words.hedges_before.before(given, start)
    opening = before[0] if before else start
    opening -= opening > 0 and given[opening - 1].lower in ("between", "from")
    if opening and given[opening - 1].lower in words["age_before"]:
        return True
    return start > 1 and given[start - 1].lower == "of" and given[start - 2].lower in words["age"]


def _older(given: list[Piece], found: Amount, words: Lexicon) -> bool:
    """`people 65 and older`."""
    return found.end + 1 < len(given) and given[found.end].lower in words["and_or"] and given[found.end + 1].lower in words["older"]


def _was(given: list[Piece], found: Amount, reader: Reader) -> bool:
    """`when I was ten`: the number is the predicate of one person."""
    words, place = reader.article.syntax, reader.place(given[found.core].start)
    if found.end != found.core + 1 or place < 2 or words.pos[place - 1] != "AUX" or words.lower[place - 2] not in reader.words["someone"]:
        return False
    following = words.pos[place + 1] if place + 1 < len(words.pos) else "PUNCT"
    if words.lower[place + 1 : place + 2] == ["of"]:  # `she was one of the first`
        return False
    return following in ("PUNCT", "SPACE", "CCONJ", "SCONJ") or words.dep[place] in ("root", "advcl")


def _beside_name(given: list[Piece], found: Amount, reader: Reader) -> bool:
    """`Ines Varro, 42,` and `Ines Varro (42)`."""
    start, end, words = found.start, found.end, reader.article.syntax
    start -= start > 0 and given[start - 1].lower in reader.words["now"]
    if given[found.core].kind != "number" or end >= len(given) or end != found.core + 1 or start < 2:
        return False
    mark, after = given[start - 1].text, given[end].text
    if (
        not ((mark == "," and after in (",", ".", ";")) or (mark == "(" and after == ")"))
        or given[start - 2].lower in reader.words["months"]
    ):
        return False
    name, place = reader.place(given[start - 2].start), reader.place(given[found.core].start)
    ends = words.pos[name] == "PROPN" or (name > 0 and words.pos[name - 1] == "PROPN" and words.lower[name] in reader.words["name_endings"])
    return ends and name not in reader.not_people and (mark == "(" or words.head[place] < place)
