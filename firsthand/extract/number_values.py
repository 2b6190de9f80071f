"""What a number is worth, as it stands in a list of `Piece`: digits, words, parts of a whole, and the words that multiply them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal

from firsthand.extract.number_lexicon import Lexicon, Piece

HYPHENS = frozenset("-‐‑–")
HUNDRED = Decimal(100)
# Digits, at most, of what is read as a number.
DIGITS = 18
# Denominators of what is a part of a whole and no date: 3/4.
DENOMINATORS = frozenset((2, 3, 4, 5, 8, 10, 16, 100))


@dataclass(frozen=True, slots=True)
class Value:
    """`start` and `end` are places in the pieces. `many`: `dozens`, that many or more. `part`: of a whole. `digits`: it begins with digits, so that short scales follow."""

    start: int
    end: int
    number: Decimal
    many: bool = False
    part: bool = False
    digits: bool = False
    scaled: bool = False


def value(given: list[Piece], place: int, words: Lexicon) -> Value | None:
    """The number that begins at a place, with all that belongs to its value."""
    piece = given[place]
    if piece.kind in ("number", "part"):
        found = _digits(given, place)
    elif piece.kind == "word":
        found = (
            _many(given, place, words) or _fraction(given, place, words) or _group(given, place, words) or _cardinal(given, place, words)
        )
    else:
        return None
    if found is None:
        return None
    found = _of_words(given, found, words) or _pointed(given, found, words) or found
    return _scaled(given, _with_part(given, found, words), words)


def plain(piece: Piece) -> Decimal | None:
    """The value of digits; none of what is too long, or in more parts than a number has."""
    text = piece.text.replace(",", "")
    if not text.isascii():
        text = "".join(character for character in text if character.isascii())
    text = text.replace(" ", "")
    dots = text.count(".")
    if dots > 1:
        first, *rest = text.split(".")
        if len(first) > 3 or any(len(each) != 3 for each in rest):
            return None
        text = first + "".join(rest)
    return Decimal(text) if len(text) <= DIGITS else None


def _digits(given: list[Piece], place: int) -> Value | None:
    piece = given[place]
    if piece.kind == "part":
        return Value(place, place + 1, _part(piece.text), part=True)
    number = plain(piece)
    if number is None:
        return None
    if (over := _over(given, place)) is not None:
        return Value(place, place + 3, over, part=True)
    found = Value(place, place + 1, number, digits=True)
    if place + 1 < len(given) and given[place + 1].kind == "part":
        return replace(found, end=place + 2, number=number + _part(given[place + 1].text))
    if place + 1 < len(given) and not given[place + 1].glued and given[place + 1].kind == "number" and (more := _over(given, place + 1)):
        return replace(found, end=place + 4, number=number + more)
    return found


def _part(text: str) -> Decimal:
    return Decimal(unicodedata.numeric(text)).quantize(Decimal("0.0001")).normalize()


def _over(given: list[Piece], place: int) -> Decimal | None:
    """3/4 where nothing else is glued to it."""
    if not (place + 2 < len(given) and given[place + 1].text == "/" and given[place + 1].glued and given[place + 2].glued):
        return None
    if given[place].glued or (place + 3 < len(given) and given[place + 3].glued and given[place + 3].text == "/"):
        return None
    above, below = given[place].text, given[place + 2].text
    if not (above.isdecimal() and below.isdecimal() and len(above) < 4 and len(below) < 4):
        return None
    if int(below) in DENOMINATORS and int(above) < int(below):
        return Decimal(int(above)) / Decimal(int(below))
    return None


@dataclass(slots=True)
class _Cardinal:
    """A number in words as it is read, word by word: thousands that are complete, and what is not yet multiplied."""

    total: Decimal = Decimal(0)
    current: Decimal = Decimal(0)
    least: Decimal = Decimal(10) ** 30
    seen: bool = False
    scaled: bool = False
    hundred: bool = False

    @property
    def open_tens(self) -> bool:
        """Whether ones may follow: `twenty`."""
        return self.current % 100 >= 20 and self.current % 10 == 0

    def ones(self, number: int) -> bool:
        """A word like `two` or `twenty`; whether it belongs to the number."""
        if not self.seen or (self.scaled and not self.hundred and not self.current):
            self.current = Decimal(number)
        elif self.hundred or (self.open_tens and 1 <= number <= 9):
            self.current += number
        else:
            return False
        self.hundred = False
        return True

    def scale(self, scale: Decimal) -> bool:
        """A word like `hundred` or `thousand`; whether it belongs to the number."""
        if scale == HUNDRED and 0 < self.current < HUNDRED:
            self.current *= HUNDRED
            self.hundred = True
        elif scale > HUNDRED and self.current and scale < self.least:
            self.total += self.current * scale
            self.least, self.current, self.hundred = scale, Decimal(0), False
        else:
            return False
        self.scaled = True
        return True


def _cardinal(given: list[Piece], place: int, words: Lexicon) -> Value | None:
    """`twenty-one`, `two hundred and five thousand`, `a hundred`."""
    at, read = place, _Cardinal()
    if given[place].lower in ("a", "an"):  # as `one`, where a scale follows
        if place + 1 >= len(given) or given[place + 1].lower not in words.scales:
            return None
        at += 1
        read.current = Decimal(1)
    elif given[place].lower in words.scales and given[place].lower not in words.groups:
        read.current = Decimal(1)
    while at < len(given):
        at += _joined(given, at, words, read)
        word = given[at].lower
        if word in words.numbers:
            belongs = read.ones(words.numbers[word])
        else:
            belongs = word in words.scales and read.scale(Decimal(words.scales[word]))
        if not belongs:
            break
        read.seen = True
        at += 1
    while at > place and (given[at - 1].lower in HYPHENS or given[at - 1].lower == "and"):
        at -= 1
    return Value(place, at, read.total + read.current, scaled=read.scaled) if read.seen else None


def _joined(given: list[Piece], at: int, words: Lexicon, read: _Cardinal) -> int:
    """One where a hyphen or `and` stands inside of the number."""
    if not read.seen or at + 1 >= len(given):
        return 0
    following = given[at + 1].lower
    number = words.numbers.get(following)
    if given[at].lower in HYPHENS and given[at].glued and given[at + 1].glued:
        return int(following in words.scales or (number is not None and read.open_tens and 1 <= number <= 9))
    return int(given[at].lower == "and" and read.scaled and number is not None and number < HUNDRED and not read.current % HUNDRED)


def _many(given: list[Piece], place: int, words: Lexicon) -> Value | None:
    """`dozens`, `tens of thousands`, `several hundred`: twice the scale, or more."""
    piece = given[place]
    if piece.lower in words["several"]:
        if place + 1 < len(given) and given[place + 1].lower in words.scales:
            return Value(place, place + 2, 2 * Decimal(words.scales[given[place + 1].lower]), many=True, scaled=True)
        return None
    if piece.lower not in words.plural_scales:
        return None
    number, at = 2 * Decimal(words.plural_scales[piece.lower]), place + 1
    while at + 1 < len(given) and given[at].lower in ("of", "upon") and given[at + 1].lower in words.plural_scales:
        number *= words.plural_scales[given[at + 1].lower]
        at += 2
    if piece.lower == "tens" and at == place + 1:
        number = Decimal(20)
    return Value(place, at, number, many=True, scaled=True)


def _group(given: list[Piece], place: int, words: Lexicon) -> Value | None:
    """`a couple of`, `a dozen`: the article belongs to it, the `of` does not. A pair is counted where `of` or nothing but a noun follows."""
    at = place + 1 if given[place].lower in ("a", "an") else place
    if at >= len(given) or given[at].lower not in words.groups:
        return None
    if given[at].lower not in words.scales and (at == place or at + 1 >= len(given) or given[at + 1].lower != "of"):
        return None
    number = Decimal(words.groups[given[at].lower])
    if at + 2 < len(given) and given[at + 1].lower == "of" and given[at + 2].lower in words.scales:  # `a couple of hundred`
        return Value(place, at + 3, number * words.scales[given[at + 2].lower], scaled=True)
    return Value(place, at + 1, number)


def _fraction(given: list[Piece], place: int, words: Lexicon) -> Value | None:
    """`half`, `a third of`, `one-third`, `two thirds`, `three quarters`."""
    at, above = place, Decimal(1)
    first = given[place].lower
    if first in ("a", "an"):
        at += 1
    elif first in words.numbers and words.numbers[first] < 100:
        above, at = Decimal(words.numbers[first]), at + 1
    if at > place > 0 and given[place - 1].lower == "and" and words.time_units.before(given, place - 1) is not None:  # `a week and a half`
        return None
    hyphen = at > place and at + 1 < len(given) and given[at].text in HYPHENS and given[at].glued
    at += hyphen
    if at >= len(given) or given[at].lower not in words.fractions:
        return None
    word, below = given[at].lower, words.fractions[given[at].lower]
    following = given[at + 1].lower if at + 1 < len(given) else ""
    if word in words["plural_fractions"]:
        if above < 2 or first in ("a", "an"):
            return None
    elif below == 2:
        if above > 1 or (place and given[place - 1].lower in words["no_fraction"]) or following in HYPHENS:
            return None
    elif (
        at == place
        or above > 1
        or not (hyphen or following in ("of", "the", "a", "million", "billion") or _by(given, place, at + 1, words))
    ):
        return None
    return Value(place, at + 1, above / below, part=True)


def _by(given: list[Piece], place: int, end: int, words: Lexicon) -> bool:
    """`rose by a third`, `fell almost a quarter in May`: no noun follows, which could be the third one."""
    ends = end >= len(given) or given[end].kind == "mark" or given[end].lower in words["fraction_after"]
    return ends and place > 0 and given[place - 1].lower in words["fraction_before"]


def _of_words(given: list[Piece], found: Value, words: Lexicon) -> Value | None:
    """`half a million`, `a quarter of a billion`."""
    if not found.part:
        return None
    at = found.end
    if at + 1 < len(given) and given[at].lower == "of":
        at += 1
    at += at < len(given) and given[at].lower in ("a", "an")
    if at < len(given) and given[at].lower in words.scales:
        return replace(found, end=at + 1, number=found.number * words.scales[given[at].lower], part=False, scaled=True)
    return None


def _pointed(given: list[Piece], found: Value, words: Lexicon) -> Value | None:
    """`seven point six five`."""
    at, digits = found.end + 1, ""
    if found.part or found.many or at >= len(given) or given[found.end].lower not in words["point"]:
        return None
    while at < len(given) and len(digits) < DIGITS and words.numbers.get(given[at].lower, 10) < 10:
        digits += str(words.numbers[given[at].lower])
        at += 1
    return replace(found, end=at, number=found.number + Decimal(f"0.{digits}"), digits=True) if digits else None


def _with_part(given: list[Piece], found: Value, words: Lexicon) -> Value:
    """`two and a half`."""
    at = found.end
    if found.many or found.part or at + 2 >= len(given) or given[at].lower != "and":
        return found
    if (more := _fraction(given, at + 1, words)) and more.number < 1 and given[at + 1].lower not in words.fractions:
        return replace(found, end=more.end, number=found.number + more.number)
    return found


def _scaled(given: list[Piece], found: Value, words: Lexicon) -> Value:
    """With what multiplies it: `1.2 billion`, `3bn`, `$1-million`, `two and a half million`, `4 dozen`."""
    at, number, scaled, least = found.end, found.number, found.scaled, 10**30
    while at < len(given):
        step = 1 if given[at].text in HYPHENS and given[at].glued and at + 1 < len(given) and given[at + 1].glued else 0
        word = given[at + step].lower
        scale = words.scales.get(word) or (words.short_scales.get(word) if found.digits else None)
        if scale is None or found.part or found.many or scale >= least:
            break
        number *= scale
        scaled, at, least = True, at + step + 1, scale
    return replace(found, end=at, number=number, scaled=scaled) if at > found.end else found
