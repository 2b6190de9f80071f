"""The timeline as the page lists it, and the dates and numbers of one article. Of a large page, long parts stand in `noscript` elements, as in `rows`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from firsthand.view import say, say_time, values
from firsthand.view.answers import Dated
from firsthand.view.highlight import escaped
from firsthand.view.rows import mark
from firsthand.view.sheets import Value, value_address
from firsthand.view.values import Day, Row, Timeline

# Of what a large page has for the same days, so many lines are shown; of articles with the same sentence, so many are named.
LINES_OF_LARGE, COPIES_NAMED = 4, 12
# Lines of a large page that are drawn together.
LINES_AT_ONCE = 40


def days(found: Timeline, large: bool, shown: Collection[str] | None) -> str:
    """What has its days. `shown`: the dates whose words are in a page of excerpts, by finding_id; None: all are, with their sentences."""
    return _together([_day(day, large, shown) for day in found.days], large)


def unplaced(found: Timeline, large: bool, shown: Collection[str] | None) -> str:
    """What has none, folded, by the reason."""
    parts = []
    for day in found.unplaced:
        remedy = f'<p class="quiet">{escaped(day.remedy)}</p>\n' if day.remedy else ""
        rows = _together([(f'<ol class="rows">\n{_row(row, day, shown, large)}</ol>\n', 1) for row in _few(day, large)], large)
        count = f"<small>{sum(len(row.all) for row in day.rows)}</small>"
        parts.append(
            f'<details class="why"><summary>{escaped(day.heading)} {count}</summary>\n{remedy}{rows}{_more(day, large)}</details>\n'
        )
    return "".join(parts)


def in_article(given: Sequence[Value]) -> str:
    """The dates and numbers of one article, each leading to its words."""
    parts = []
    for name, some in (
        ("Dates and times", [one for one in given if isinstance(one, Dated)]), ("Numbers", [one for one in given if not isinstance(one, Dated)]),
    ):  # fmt: skip
        if some:
            lines = "".join(_line(one) for one in some)
            parts.append(f"<p>{name}</p>\n<ul>\n{lines}</ul>\n")
    return "".join(parts)


def counts(given: Sequence[Value]) -> str:
    """`12 dates and times and 3 numbers`."""
    dates = sum(isinstance(one, Dated) for one in given)
    told = [say.count(dates, "date or time", "dates and times")] if dates else []
    return ", ".join(told + ([say.count(len(given) - dates, "number")] if len(given) > dates else []))


def _line(one: Value) -> str:
    why = f' <span class="quiet">{escaped(one.why)}</span>' if one.why else ""
    words = f'<a class="w" href="#{value_address(one)}">{escaped(one.words)}</a>'
    return f'<li id="{value_address(one, "about")}">{words} {escaped(one.says)}{"." if why else ""}{why}</li>\n'


# --- days ------------------------------------------------------------------------------------------------------------------------------


def _day(day: Day, large: bool, shown: Collection[str] | None) -> tuple[str, int]:
    """The HTML of a day, and how many lines it has."""
    articles = values.articles(day.rows)
    count = f" <small>in {say.count(articles, 'article')}</small>" if articles > 1 else ""
    rows = _few(day, large)
    lines = "".join(_row(row, day, shown, large) for row in rows)
    html = f'<section class="group day"><h3 class="name">{escaped(say_time.capital(day.heading))}{count}</h3>\n<ol class="rows">\n{lines}</ol>\n{_more(day, large)}</section>\n'
    return html, len(rows)


def _few(day: Day, large: bool) -> Sequence[Row]:
    return day.rows[:LINES_OF_LARGE] if large else day.rows


def _more(day: Day, large: bool) -> str:
    more = len(day.rows) - LINES_OF_LARGE
    return f'<p class="meta">and {more} more: <code>firsthand timeline</code> has all</p>\n' if large and more > 0 else ""


def _row(row: Row, day: Day, shown: Collection[str] | None, large: bool) -> str:
    one = row.dated
    numbers = " ".join(str(number) for number in dict.fromkeys(each.place.number for each in row.all))
    if shown is None:
        before, after = values.beside(one)
        words = f'<span class="told">{escaped(before)}<span class="when">{escaped(one.words)}</span>{escaped(after)}</span>'
    else:
        words = f'<span class="told">{escaped(one.words)}</span>'
    opens = shown is None or one.finding.finding_id in shown
    line = f'<a class="open" href="#{value_address(one)}">{words}</a>' if opens else f'<p class="open">{words}</p>'
    told = [escaped(one.says)] if one.says != day.heading else []
    told += [escaped(one.why)] if one.why and one.why != say_time.AS_WRITTEN else []
    told += [f'<span class="also">The same sentence also in {_copies(row.copies, shown)}</span>'] if row.copies else []
    meta = f'<p class="meta">{" · ".join(told)}</p>' if told else ""
    return f'<li class="row" data-d="{numbers}">\n{mark(one.place.outlet, large)}\n<div class="said">{line}\n{meta}</div>\n</li>\n'


def _copies(copies: Sequence[Dated], shown: Collection[str] | None) -> str:
    links = (
        f'<a href="#{value_address(one)}">{mark(one.place.outlet)}</a>'
        if shown is None or one.finding.finding_id in shown
        else mark(one.place.outlet)
        for one in copies[:COPIES_NAMED]
    )
    more = f" and {len(copies) - COPIES_NAMED} more" if len(copies) > COPIES_NAMED else ""
    return " ".join(links) + more


def _together(parts: Sequence[tuple[str, int]], large: bool) -> str:
    """The parts; of a large page in bundles that are drawn when they come into view."""
    if not large:
        return "".join(html for html, _ in parts)
    bundles, waiting, lines = [], list[str](), 0
    for html, number in parts:
        waiting.append(html)
        lines += number
        if lines >= LINES_AT_ONCE:
            bundles.append(_later(waiting, lines))
            waiting, lines = [], 0
    return "".join(bundles) + (_later(waiting, lines) if waiting else "")


def _later(parts: Iterable[str], lines: int) -> str:
    return f'<div class="later" data-lines="{lines}"><noscript>{"".join(parts)}</noscript></div>\n'
