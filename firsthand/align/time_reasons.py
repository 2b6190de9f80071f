"""A formula of `time_values` in words: how a value was found."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from firsthand.align.time_digits import reason_of

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
UNITS = {
    "D": "day", "W": "week", "M": "month", "Y": "year", "Q": "quarter", "3M": "quarter", "10Y": "decade", "100Y": "century", "1000Y": "millennium", "2W": "fortnight",
    "WE": "weekend", "TH": "hour", "TM": "minute", "TS": "second",
}  # fmt: skip
PARTS = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night", "MI": "midday"}
SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
EDGES = {"START": "beginning", "MID": "middle", "END": "end"}
WHEN = {
    "past": "the last {} up to {}", "before": "the last {} before {}", "future": "the first {} on or after {}", "after": "the first {} after {}", "near": "the {} nearest to {}",
    "backward": "the last {} up to {}", "forward": "the first {} on or after {}", "in": "the {} in {}", "next": "the first {} after {}, or the one in the week after", "this": "the {} of {}",
}  # fmt: skip
BASES = {
    "anchor": "the day of publication",
    "reference": "the date last named",
    "context": "the date last named",
    "beside": "the date named beside it",
    "local": "the date named beside it",
}


@lru_cache(maxsize=10_000)
def reason(formula: str) -> str:
    """One line, without a full stop."""
    steps = [step.split() for step in formula.split(" > ")]
    words = _base(*steps[0])
    for name, *arguments in steps[1:]:
        words = _step(words, name, arguments)
    return words


def _base(name: str, *arguments: str) -> str:
    if name in BASES:
        return BASES[name]
    if name == "digits":
        return reason_of(arguments[0], arguments[1] if len(arguments) > 1 else "-")
    if name in ("span", "range"):
        return "a length of time"
    if name in ("set", "rate"):
        return "again and again"
    if name == "clock":
        return "a time of day again and again, of no single day"
    if name == "const":
        return {"PRESENT_REF": "about the present", "PAST_REF": "in the past", "FUTURE_REF": "in the future"}.get(
            arguments[0], arguments[0]
        )
    return "the date as it is written"


def _step(before: str, name: str, arguments: list[str]) -> str:
    if name in CALLED:
        words = CALLED[name](arguments[0])
        return WHEN[arguments[1] if len(arguments) > 1 else "in"].format(words, before)
    if name in ("feast", "weekend"):
        return WHEN[arguments[-1]].format(name, before)
    if name == "shift":
        return _shifted(before, UNITS[arguments[0]], int(arguments[1]))
    if name in ("back", "ahead"):
        number, unit = arguments[:2]
        return f"{number} {UNITS[unit]}{'' if number == '1' else 's'} {'before' if name == 'back' else 'after'} {before}"
    if name == "lasting":
        return f"a length of time {arguments[2]} {before}"
    if name == "time":
        return f"the {PARTS[arguments[0]]} of {before}" if arguments[0] in PARTS else f"that time on {before}"
    if name == "part":
        return f"the {EDGES[arguments[0]]} of {before}"
    return PLAIN.get(name, "counted in {}").format(before)


def _day_and_month(written: str) -> str:
    month, day = written.split("-")
    return f"{day} {MONTHS[int(month) - 1]}"


CALLED: dict[str, Callable[[str], str]] = {
    "weekday": lambda number: WEEKDAYS[int(number) - 1],
    "month": lambda number: MONTHS[int(number) - 1],
    "date": _day_and_month,
    "season": lambda name: SEASONS[name],
    "quarter": lambda number: f"quarter {number}",
    "day": lambda number: f"day {number}" if number != "-1" else "last day",
}
PLAIN = {
    "sofar": "{}, before the day of publication",
    "rest": "{}, the rest of it",
    "mod": "{}",
    "exactly": "{}",
    "fiscal": "the financial year {}",
    "night": "the night before {}",
    "last_year": "the same a year before {}",
    "in_year": "the same in another year than {}",
    "until": "from {} onwards",
    "last": "the last day of the days that begin with {}",
    "through": "from {} onwards",
    "half": "half of {}",
    "decade": "the last such decade up to {}",
}


def _shifted(before: str, unit: str, number: int) -> str:
    if number == 0:
        return before if unit == "day" else f"the {unit} of {before}"
    if abs(number) == 1:
        return (
            f"the {unit} {'before' if number < 0 else 'after'} that of {before}"
            if unit != "day"
            else f"the day {'before' if number < 0 else 'after'} {before}"
        )
    return f"{abs(number)} {unit}s {'before' if number < 0 else 'after'} {before}"
