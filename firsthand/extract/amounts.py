"""Amounts in a list of `Piece`: a number with its unit or currency, a range of two, in what words it is hedged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from firsthand.extract.number_lexicon import Lexicon, Piece
from firsthand.extract.number_values import HYPHENS, Value, value

DASHES = HYPHENS | frozenset("—−")
MINUS = frozenset("-−–")
COUNT, PERCENT, AGE = "1", "%", "a"
POUND, FOOT, INCHES = "[lb_av]", "[ft_i]", 12
# Two numbers joined by `or` are a range where they are this near.
NEAR = 3
# Hedges by what they leave open.
FROM, UP = frozenset(("more-than", "at-least")), frozenset(("less-than", "at-most", "up-to"))


@dataclass(frozen=True, slots=True)
class Amount:
    """`start`, `end`: places in the pieces, unit and currency included, hedges not; `core`: the place of the number. `unit` None: money of no sure currency.

    `kind`: count, measure, money, percent, time. `hedges`: places of the hedging words, half-open.
    """

    start: int
    end: int
    core: int
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    kind: str
    part: bool = False
    hedge: str | None = None
    hedges: tuple[tuple[int, int], ...] = ()
    joined: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """What the text as a whole tells of ambiguous money: whether pounds are sterling, and which dollars a bare sign means (None: not sure)."""

    sterling: bool
    dollar: str | None


def amount(given: list[Piece], place: int, words: Lexicon, money: Money, plural_after: bool = False) -> Amount | None:
    """The amount whose number begins at a place, without hedges. `plural_after`: a plural noun follows, so that a short `m` is million."""
    found = value(given, place, words)
    return _with_unit(given, found, words, money, plural_after) if found else None


class Unit(NamedTuple):
    """What follows a number: where it ends, what the number is with it."""

    end: int
    number: Decimal
    unit: str | None
    kind: str


def _with_unit(given: list[Piece], found: Value, words: Lexicon, money: Money, plural_after: bool) -> Amount:
    start = found.start
    before = words.money_before.before(given, start)
    if before and not _stands_alone(given, before[0], start):
        before = None
    number, end = _short_scale(given, found, words, before is not None, plural_after)
    if before:
        start = before[0]
        read = _money_again(given, Unit(end, number, _dollar(before[1], money), "money"), words)
    else:
        read = _following(given, found, Unit(end, number, COUNT, "count"), words, money)
    if read.kind == "measure":
        read = _rate(given, read, words)
    start, number = _signed(given, start, read.number, words)
    hedge = "about" if given[found.end - 1].lower in words["vague_groups"] else None
    high = None if found.many else number
    made = Amount(start, read.end, found.start, number, high, read.unit, read.kind, found.part and read.kind == "count", hedge)
    return _compound(given, made, words)


def _following(given: list[Piece], found: Value, bare: Unit, words: Lexicon, money: Money) -> Unit:
    """With the currency, unit or time that follows."""
    at = _unit_place(given, found, bare.end, words)
    if after := words.money_after.after(given, at):
        unit = _dollar(after[1], money) if _bare_dollar(given, at, after[0]) else after[1] or None
        return Unit(after[0], bare.number, unit, "money")
    if after := words.hundredths.after(given, at):
        return Unit(after[0], bare.number / 100, _dollar(after[1], money), "money")
    if after := words.units.after(given, at):
        if not _is_unit(given, at, after[0], words):
            return bare
        end, unit = after
        if unit == POUND and given[end - 1].lower in words["pounds"] and _sterling(given, end, found, money):
            return Unit(end, bare.number, "GBP", "money")
        return Unit(end, bare.number, unit, "percent" if unit == PERCENT else "measure")
    if (after := words.time_units.after(given, at)) and (given[at].glued or given[at].lower not in words["close_units"]):
        return Unit(after[0], bare.number, after[1], "time")
    return bare


def _unit_place(given: list[Piece], found: Value, end: int, words: Lexicon) -> int:
    """Where a unit would begin: after a hyphen, after the `of` of `dozens of`, the article of `half a mile`."""
    at = end
    if at + 1 < len(given) and given[at].text in HYPHENS and given[at].glued and given[at + 1].glued:
        at += 1
    if at + 1 >= len(given):
        return at
    if found.many:
        return at + (given[at].lower == "of")
    if found.part or (end > found.start and given[end - 1].lower in words.groups):
        at += given[at].lower == "of"
        at += given[at].lower in ("a", "an")
    return at


def _money_again(given: list[Piece], read: Unit, words: Lexicon) -> Unit:
    """`$5 dollars`, `$99 (USD)`: the currency said twice."""
    at = read.end
    bracket = at + 2 < len(given) and given[at].text == "("
    after = words.money_after.after(given, at + bracket)
    if after is None or (bracket and (after[0] >= len(given) or given[after[0]].text != ")")):
        return read
    if after[1] == read.unit or read.unit is None or not after[1]:
        return read._replace(end=after[0] + bracket, unit=read.unit or after[1] or None)
    return read


def _rate(given: list[Piece], read: Unit, words: Lexicon) -> Unit:
    """`40 miles per gallon`."""
    at = read.end
    if at + 1 >= len(given) or not (given[at].lower in words["per"] or given[at].text == "/"):
        return read
    per = words.units.after(given, at + 1) or words.time_units.after(given, at + 1)
    return read._replace(end=per[0], unit=f"{read.unit}/{per[1]}") if per else read


def _signed(given: list[Piece], start: int, number: Decimal, words: Lexicon) -> tuple[int, Decimal]:
    """With the sign before it; a hyphen after a word or a number is none."""
    if not start:
        return start, number
    sign = given[start - 1]
    joins = sign.glued or (start > 1 and given[start - 2].kind == "number")
    if (sign.text in MINUS and given[start].glued and not joins) or sign.lower in words["minus"]:
        return start - 1, -number
    return start, number


def _stands_alone(given: list[Piece], start: int, end: int) -> bool:
    """Whether a currency's letters are no end of a longer word."""
    return not (given[start].glued and start and given[start - 1].kind == "word" and given[start].kind == "word") and end - start < 6


def _bare_dollar(given: list[Piece], start: int, end: int) -> bool:
    return end == start + 1 and given[start].lower in ("$", "dollar", "dollars")


def _dollar(unit: str, money: Money) -> str | None:
    return unit or None if unit != "USD" else money.dollar


def _short_scale(given: list[Piece], found: Value, words: Lexicon, money: bool, plural_after: bool) -> tuple[Decimal, int]:
    """With `k`, `m`, `b`, `t` where they multiply."""
    at = found.end
    if at >= len(given) or not found.digits or found.scaled or given[at].text not in words.money_scales:
        return found.number, at
    scale = words.money_scales[given[at].text]
    after = bool(words.money_after.after(given, at + 1))
    if (money or after or (given[at].glued and (given[at].lower == "k" or (plural_after and given[at].lower in "mb")))) and not (
        at + 1 < len(given) and given[at + 1].glued and given[at + 1].kind in ("word", "number")
    ):
        return found.number * scale, at + 1
    return found.number, at


def unit_after(given: list[Piece], at: int, words: Lexicon) -> bool:
    """Whether a unit, a currency, a time or a scale begins there."""
    if at >= len(given):
        return False
    if (
        given[at].lower in words.scales
        or words.money_after.after(given, at)
        or words.time_units.after(given, at)
        or words.hundredths.after(given, at)
    ):
        return True
    found = words.units.after(given, at)
    return found is not None and _is_unit(given, at, found[0], words)


def _is_unit(given: list[Piece], start: int, end: int, words: Lexicon) -> bool:
    if end < len(given) and given[end].glued and given[end].kind == "word" and given[end - 1].kind == "word":
        return False
    if given[start].lower in words["close_units"] and end == start + 1:
        return (given[start].glued or (given[start].lower == "in" and end < len(given) and given[end].text == "(")) and not (
            end + 1 < len(given) and given[end].glued and given[end].text in HYPHENS and given[end + 1].kind == "word"
        )
    return True


def _sterling(given: list[Piece], end: int, found: Value, money: Money) -> bool:
    """Whether pounds are money: they are where the text has sterling elsewhere and no `of` what is weighed follows, or where they come by the million."""
    of = end < len(given) and given[end].lower == "of"
    return (money.sterling and not of) or (found.scaled and found.number >= 1_000_000 and not of)


def _compound(given: list[Piece], found: Amount, words: Lexicon) -> Amount:
    """`5ft 10in`, `six feet, two inches`, `5 lb and 3 oz`: in the greater unit; `ten dollars and fifty cents`."""
    if found.low is None:
        return found
    more = (
        _and_cents(given, found, words) if found.kind == "money" else _and_inches(given, found, words) if found.kind == "measure" else None
    )
    if more is None:
        return found
    number = found.low + more[1]
    return replace(found, end=more[0], low=number, high=number if found.high is not None else None)


def _and_cents(given: list[Piece], found: Amount, words: Lexicon) -> tuple[int, Decimal] | None:
    at = found.end
    if at + 2 >= len(given) or given[at].lower != "and" or given[at + 1].kind == "mark" or found.low != found.low.to_integral_value():  # type: ignore[union-attr]  # asked before
        return None
    cents = value(given, at + 1, words)
    after = words.hundredths.after(given, cents.end) if cents and cents.number < 100 else None
    return (after[0], cents.number / 100) if cents and after else None


def _and_inches(given: list[Piece], found: Amount, words: Lexicon) -> tuple[int, Decimal] | None:
    at = found.end
    while at < len(given) and at < found.end + 2 and (given[at].lower in ("and", ",") or given[at].text in HYPHENS):
        at += 1
    if at >= len(given) or (given[at].kind != "number" and given[at].lower not in words.numbers):
        return None
    more = value(given, at, words)
    if more is None or more.many or more.part:
        return None
    unit = words.units.after(given, more.end + (more.end < len(given) and given[more.end].text in HYPHENS))
    many = words.compounds.get((found.unit or "", unit[1])) if unit else None
    end = unit[0] if unit else more.end
    if unit is None and found.unit == FOOT and at == found.end and given[at - 1].lower in words["foot"]:  # `six foot two`
        many = INCHES
    return (end, more.number / many) if many is not None and more.number < many else None


# --- ranges --------------------------------------------------------------------------------------------------------------------------


def ranged(given: list[Piece], found: Amount, words: Lexicon, money: Money, plural_after: bool = False) -> Amount | None:
    """The range that begins with an amount: `10-15 %`, `between 5 and 7`, `from $2m to $3m`, `two or three`. None where it is none."""
    if found.end + 1 >= len(given) or found.low is None or found.high is None:
        return None
    opening = _opening(given, found.start, words)
    joint, at = _joint(given, found.end, opening[1] if opening else "")
    second = _second(given, at, words, money, plural_after) if joint else None
    if second is None:
        return None
    if found.part and second.kind == "count" and not second.part:  # `fell by a third to 30`
        return None
    joined = _joined(given, found, second)
    if joined is None or joined[0] >= joined[1]:
        return None
    if joint == "or" and (_far(joined) or (found.kind != "count" and found.unit != second.unit)):
        return None
    if joint == "to" and (opening or found.kind != "count") and _changes(given, opening[0] if opening else found.start, words):
        return None
    owner = second if found.kind == "count" else found
    return Amount(found.start, second.end, found.core, *joined, owner.unit, owner.kind, found.part and second.part, joined=joint)


def _joint(given: list[Piece], at: int, opening: str) -> tuple[str, int]:
    """By what a number is joined to the next, and where that begins."""
    mark, following = given[at], given[at + 1]
    if mark.text in HYPHENS and following.lower == "to" and mark.glued and following.glued and at + 3 < len(given):  # `30-to-60-day`
        return "to", at + 2 + (given[at + 2].text in HYPHENS)
    if mark.text in DASHES and mark.glued == following.glued:
        return "-", at + 1
    if mark.lower == "to":
        return "to", at + 1 + (following.text in HYPHENS)
    if mark.lower == "or" or (mark.lower == "and" and opening == "between"):
        return mark.lower, at + 1
    return "", at


def _second(given: list[Piece], at: int, words: Lexicon, money: Money, plural_after: bool) -> Amount | None:
    """The amount that begins at a place, a hedge or a currency before it."""
    at += _hedged(given, at, words)
    before = words.money_before.after(given, at)
    core = before[0] if before else at
    if core >= len(given):
        return None
    if given[core].kind not in ("number", "part") and given[core].lower not in words.vocabulary and given[core].lower not in ("a", "an"):
        return None
    second = amount(given, core, words, money, plural_after)
    return None if second is None or second.low is None or second.high is None or second.start > at else second


def _far(joined: tuple[Decimal, Decimal]) -> bool:
    return joined[1] - joined[0] > NEAR and joined[1] > 2 * joined[0]


def _hedged(given: list[Piece], at: int, words: Lexicon) -> int:
    """How many pieces of hedge stand before the second number: `between 5 and about 7`."""
    after = words.hedges_inside.after(given, at)
    return after[0] - at if after else 0


def _opening(given: list[Piece], start: int, words: Lexicon) -> tuple[int, str] | None:
    """Where `between` or `from` stands before a number, whatever hedge stands between them."""
    at = start
    if before := words.hedges_before.before(given, at):
        at = before[0]
    if at and given[at - 1].lower in ("between", "from"):
        return at - 1, given[at - 1].lower
    return None


def _changes(given: list[Piece], start: int, words: Lexicon) -> bool:
    """Whether what goes before `from` tells of a change: both numbers stand by themselves then."""
    return any(piece.lower in words["changes"] for piece in given[max(0, start - 6) : start])


def _joined(given: list[Piece], first: Amount, second: Amount) -> tuple[Decimal, Decimal] | None:
    """The two numbers in one unit: the first takes unit and scale of the second where it has none of its own."""
    if first.low is None or second.low is None:
        return None
    low, high = first.low, second.low
    if first.kind == second.kind and first.unit == second.unit:
        return (_shared(given, first, second, low), high)
    if first.kind == "count":
        return (_shared(given, first, second, low), high)
    if second.kind == "count" and first.kind == "money":
        return (_shared(given, first, second, low), high)
    if first.kind == "money" and second.kind == "money" and None in (first.unit, second.unit):
        return (low, high)
    return None


def _shared(given: list[Piece], first: Amount, second: Amount, low: Decimal) -> Decimal:
    """`2-3 million`, `10 to 15 thousand`: the scale counts for both where only the second has one and its own number is the greater."""
    bare = given[first.core]
    if first.end != first.core + 1 or bare.kind != "number" or second.low is None:
        return low
    mantissa = _mantissa(given, second)
    if mantissa is None or not mantissa or second.low == mantissa or low >= mantissa:
        return low
    return low * (second.low / mantissa)


def _mantissa(given: list[Piece], found: Amount) -> Decimal | None:
    text = given[found.core].text.replace(",", "")
    return (
        Decimal(text)
        if given[found.core].kind == "number" and text.count(".") < 2 and text.replace(".", "").isdecimal() and text.isascii()
        else None
    )


# --- hedges --------------------------------------------------------------------------------------------------------------------------


def hedged(given: list[Piece], found: Amount, words: Lexicon) -> Amount:
    """With the hedge that stands before it, or after it, and the ends that it leaves open."""
    at = found.start
    while at and given[at - 1].lower in words["between"] and words.hedges_before.before(given, at) is None:
        at -= 1
        if found.start - at > 2:
            break
    before = words.hedges_before.before(given, at)
    if before is None and found.joined and at and given[at - 1].lower in ("between", "from"):  # `about between 5 and 7`
        at -= 1
        before = words.hedges_before.before(given, at)
    if before is not None:
        return _opened(found, before[1], (before[0], at))
    after = words.hedges_after.after(given, found.end)
    if after is not None:
        return _opened(found, after[1], (found.end, after[0]))
    return found


def _opened(found: Amount, hedge: str, place: tuple[int, int]) -> Amount:
    low, high = found.low, found.high
    if hedge in FROM:
        high = high if found.joined else None
    elif hedge in UP:
        low = low if found.joined else None
        high = high if high is not None else found.low
    return replace(found, low=low, high=high, hedge=hedge, hedges=(place,))
