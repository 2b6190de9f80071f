"""What holds day after day: weekdays that make one list, hours that are clock times, and clock times that belong to no single day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from firsthand.extract.time_context import Found, size
from firsthand.extract.time_words import Word
from firsthand.model import Language

BARE = re.compile(r"beside > time (\S+:\S+ \S+ \S+)$")
WEEKDAY = re.compile(r"anchor > weekday \d \w+$")
WEEKDAYS = re.compile(r"set weekday \d$")
HOURS = re.compile(r"span (\d+) TH$")
# Sets of which each time is a day, or some days of a week.
DAILY = re.compile(r"(?:set (?:1 [DW]|weekday .*|part .*)|rate P1[DW])$")
WEEKLY = "set 1 W"
LATEST_HOUR = 24
DAYS = ("date", "time")


def in_rounds(found: Sequence[Found], words: Sequence[Word], rules: Language) -> list[Found]:
    """The expressions of one sentence, in order."""
    if len(found) < 2:
        return list(found)
    made = list(_listed(found, words, rules))
    _clocks(made, words, rules)
    for group in _bare(made, words, rules):
        _unbound(made, group)
    return made


def _between(one: Found, other: Found, words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.lower for word in words[one.last : other.first])


def _listed(found: Sequence[Found], words: Sequence[Word], rules: Language) -> Iterator[Found]:
    """`Mondays and Fridays`, `every Monday and Friday`, `nights: Monday and Friday`: one set, which comes round each week."""
    place = 0
    while place < len(found):
        first, last = found[place], place
        again = WEEKDAYS.match(first.formula) is not None or (WEEKDAY.match(first.formula) is not None and _is_labelled(first, words))
        if again:
            while last + 1 < len(found) and _goes_on(found[last], found[last + 1], words, rules):
                last += 1
        if last > place:
            yield replace(first, last=found[last].last, end=found[last].end, kind="set", formula=WEEKLY)
        else:
            yield first
        place = last + 1


def _goes_on(one: Found, other: Found, words: Sequence[Word], rules: Language) -> bool:
    alike = WEEKDAYS.match(other.formula) or WEEKDAY.match(other.formula)
    return alike is not None and _between(one, other, words) in rules.phrases["times.listing"]


def _is_labelled(first: Found, words: Sequence[Word]) -> bool:
    """`Nights:` and `Days:` before it."""
    if first.first < 2 or words[first.first - 1].lower != ":":
        return False
    classes = words[first.first - 2].classes
    return "DAYPARTS" in classes or classes.get("UNITS") == "D"


def _clocks(made: list[Found], words: Sequence[Word], rules: Language) -> None:
    """`between 22 hours and 4 hours`: no lengths, as the first is the longer one."""
    for place in range(len(made) - 1):
        one, other = made[place], made[place + 1]
        first, second = HOURS.match(one.formula), HOURS.match(other.formula)
        if first is None or second is None or not int(second[1]) < int(first[1]) <= LATEST_HOUR or not one.first:
            continue
        if words[one.first - 1].lower in rules["times.clock_ranges"] and _between(one, other, words) in rules.phrases["times.joining"]:
            made[place] = replace(one, kind="time", formula=f"beside > time {first[1]}:00 - -")
            made[place + 1] = replace(other, kind="time", formula=f"beside > time {second[1]}:00 - -")


def _bare(made: Sequence[Found], words: Sequence[Word], rules: Language) -> Iterator[list[int]]:
    """Clock times without a day of their own, those of one range together."""
    group: list[int] = []
    for place, each in enumerate(made):
        if not BARE.match(each.formula):
            continue
        if group and (group[-1] != place - 1 or _between(made[group[-1]], each, words) not in rules.phrases["times.joining"]):
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def _unbound(made: list[Found], group: Sequence[int]) -> None:
    """Where what comes round is nearer to them than any day, they are of no day."""
    first, last = made[group[0]], made[group[-1]]

    def away(one: Found) -> int:
        return max(first.first - one.last, one.first - last.last)

    rounds = [away(each) for each in made if each.kind == "set" and DAILY.match(each.formula)]
    others = (each for place, each in enumerate(made) if place not in group and each.kind in DAYS)
    days = [away(each) for each in others if not each.formula.startswith(("const", "unread")) and size(each.formula) <= 1]
    if rounds and min(rounds) < min(days, default=min(rounds) + 1):
        for place in group:
            match = BARE.match(made[place].formula)
            assert match is not None
            made[place] = replace(made[place], formula=f"clock {match[1]}")
