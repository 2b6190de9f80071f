"""The strip that shows when what was published: an inline picture made from the same rows as the list of articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.view import say
from firsthand.view.answers import ArticleView

# Room for one mark, as a share of the width of a phone.
ROOM = 8.5
LEFT, RIGHT = 3.0, 97.0
ROW = 24
NAMED_UP_TO = 40
BARS = 60


@dataclass(frozen=True, slots=True)
class Tick:
    """An article on the strip; `x` and `wide` in hundredths of the width, `row` counts from the axis up.

    `wide` is 0 where the day is known; else the article was published between both ends. An end that is open has no cap.
    """

    x: float
    wide: float
    row: int
    view: ArticleView
    open_left: bool = False
    open_right: bool = False

    @property
    def end(self) -> float:
        return round(self.x + self.wide, 2)


@dataclass(frozen=True, slots=True)
class Bar:
    """Where the articles are too many to name: how many in one stretch of days."""

    x: float
    wide: float
    high: float
    says: str


@dataclass(frozen=True, slots=True)
class Strip:
    """`height` in pixels without the axis; `days` are labels below the axis. `beyond`: articles that no one bar can hold, for their interval is too wide."""

    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    days: tuple[tuple[float, str, str], ...]
    undated: tuple[ArticleView, ...]
    height: int
    says: str
    beyond: int = 0


def strip(articles: Sequence[ArticleView]) -> Strip:
    dated = [view for view in articles if _ends(view) != (None, None)]
    undated = tuple(view for view in articles if _ends(view) == (None, None))
    if not dated:
        return Strip((), (), (), undated, 0, "no article has a date")
    first = min(one for view in dated for one in _ends(view) if one is not None)
    last = max(one for view in dated for one in _ends(view) if one is not None)
    days = _days(first, last)
    says = f"When the articles were published: {say.from_to(first, last)}"
    if len(dated) > NAMED_UP_TO:
        bars, beyond = _bars(dated, first, last)
        return Strip((), tuple(bars), days, undated, 3 * ROW, says, beyond)
    ticks = _ticks(dated, first, last)
    return Strip(tuple(ticks), (), days, undated, ROW * (1 + max(tick.row for tick in ticks)), says)


def _ends(view: ArticleView) -> tuple[dt.datetime | None, dt.datetime | None]:
    return view.article.published_earliest, view.article.published_latest


def _x(when: dt.datetime, first: dt.datetime, last: dt.datetime) -> float:
    first, last = first.replace(hour=0, minute=0, second=0), last.replace(hour=23, minute=59, second=59)
    return round(LEFT + (RIGHT - LEFT) * ((when - first) / (last - first)), 2)


def _ticks(dated: Sequence[ArticleView], first: dt.datetime, last: dt.datetime) -> list[Tick]:
    """Marks side by side where there is room, else one above the other; the earlier above, so that no stem crosses a mark; intervals above all days."""
    free: list[float] = []
    ticks = []
    for view in sorted(dated, key=lambda view: (say.is_day(view), _ends(view)[0] or first, view.number), reverse=True):
        begins, ends = _ends(view)
        x = _x(begins, first, last) if begins else 0.0
        wide = 0.0 if say.is_day(view) else round((_x(ends, first, last) if ends else 100.0) - x, 2)
        row = next((n for n, start in enumerate(free) if x + max(ROOM, wide) <= start), len(free))
        free[row : row + 1] = [x]
        ticks.append(Tick(x, wide, row, view, begins is None, ends is None))
    return sorted(ticks, key=lambda tick: tick.view.number)


def _bars(dated: Sequence[ArticleView], first: dt.datetime, last: dt.datetime) -> tuple[list[Bar], int]:
    days = (last.date() - first.date()).days + 1
    step = -(-days // BARS)
    counts: dict[int, int] = {}
    beyond = 0
    for view in dated:
        places = {(one.date() - first.date()).days // step if one else None for one in _ends(view)}
        if len(places) > 1 or None in places:
            beyond += 1
            continue
        place = next(one for one in places if one is not None)
        counts[place] = counts.get(place, 0) + 1
    wide, most = (RIGHT - LEFT) * step / days, max(counts.values(), default=1)
    bars = [
        Bar(
            round(LEFT + wide * place, 2), round(min(wide, RIGHT - LEFT - wide * place), 2), round(3 * ROW * number / most, 1),
            f"{say.day(first.date() + dt.timedelta(days=place * step))}: {say.count(number, 'article')}",
        )
        for place, number in sorted(counts.items())
    ]  # fmt: skip
    return bars, beyond


def _days(first: dt.datetime, last: dt.datetime) -> tuple[tuple[float, str, str], ...]:
    """The first and the last day, and what years begin between them; months, where it is less than two years."""
    ends = [(LEFT, say.day(first.date()), "start")]
    if last.date() == first.date():
        return tuple(ends)
    begins, month = [], first.date().replace(day=1)
    long = last - first > dt.timedelta(days=730)
    while (month := (month + dt.timedelta(days=32)).replace(day=1)) <= last.date():
        if month.month == 1 or not long:
            label = str(month.year) if month.month == 1 else say.MONTHS[month.month]
            begins.append((_x(dt.datetime(month.year, month.month, 1), first, last), label, "middle"))
    step = -(-len(begins) // 4)
    kept = [label for label in begins[:: step or 1] if 26 < label[0] < 74]
    return (*ends, *kept, (RIGHT, say.day(last.date()), "end"))
