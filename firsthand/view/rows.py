"""Who said what, as the page lists it: speakers with their rows. A page has thousands of rows, and a template takes three times as long for them.

Of a large page, rows that are drawn together stand in a `noscript` element; `page.js` makes them when they come into view.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from firsthand.view import say, say_time
from firsthand.view.answers import Outlet, Place, Quote, Speaker
from firsthand.view.highlight import escaped
from firsthand.view.quotes import folded

# Rows that are drawn together.
ROWS_AT_ONCE = 40
# Of many quotes in similar words, a row names so many; of names that are one speaker's, or may be, so many.
SIMILAR_NAMED, OTHERS_NAMED = 12, 4
# Outlets are told apart by their letters; these help the eye. Eight colours, then the same eight with another line.
COLOURS, LINES = 8, 6

# A row, and those that are folded under it.
Folded: TypeAlias = tuple[Quote, tuple[Quote, ...]]
Numbers: TypeAlias = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Group:
    """A speaker with the rows; `number` is the speaker's place in the data of the script."""

    number: int
    speaker: Speaker
    rows: tuple[Folded, ...]


def speakers(listed: Sequence[Speaker], numbers: Numbers, large: bool) -> str:
    """All speakers. Of a large page, those with many rows have their name drawn and their rows later; the others stand together, all later."""
    groups = [Group(number, one, tuple(folded(one.quotes))) for number, one in enumerate(listed)]
    if not large:
        return "".join(_group(group, _rows(group.rows, numbers, large)) for group in groups)
    parts = []
    for together in _shelves(groups):
        if len(together[0].rows) < ROWS_AT_ONCE:
            rows = [row for group in together for row in group.rows]
            parts.append(_later("".join(_group(group, _rows(group.rows, numbers, large)) for group in together), rows, numbers))
            continue
        (group,) = together
        starts = range(0, len(group.rows), ROWS_AT_ONCE)
        batches = (group.rows[start : start + ROWS_AT_ONCE] for start in starts)
        parts.append(_group(group, "".join(_later(_rows(batch, numbers, large), batch, numbers) for batch in batches)))
    return "".join(parts)


def _shelves(groups: Iterable[Group]) -> Iterator[list[Group]]:
    """Groups that are drawn together, each with few rows; one with many is alone."""
    waiting: list[Group] = []
    for group in groups:
        many = len(group.rows) >= ROWS_AT_ONCE
        if waiting and (many or sum(len(one.rows) for one in waiting) >= ROWS_AT_ONCE):
            yield waiting
            waiting = []
        if many:
            yield [group]
        else:
            waiting.append(group)
    if waiting:
        yield waiting


def _later(html: str, rows: Sequence[Folded], numbers: Numbers) -> str:
    names = " ".join(str(numbers[one.finding.finding_id]) for quote, inside in rows for one in (quote, *inside))
    return f'<div class="later" data-rows="{len(rows)}" data-n="{names}"><noscript>{html}</noscript></div>\n'


# --- a speaker ----------------------------------------------------------------------------------------------------------------------


def _group(group: Group, rows: str) -> str:
    one = group.speaker
    known, articles = say.speaker_class(one), len({quote.place.number for quote in one.quotes})
    told = [known] if known else []
    told += [f"in {say.count(articles, 'article')}"] if articles > 1 else []
    small = "".join(f" <small>{words}</small>" for words in told)
    name = f'<h3 class="name">{outlets_words(say.speaker_name(one))}{small}</h3>\n'
    return f'<section class="group" data-g="{group.number}">\n{name}{"".join(_others(one))}{rows}</section>\n'


def _others(one: Speaker) -> Iterator[str]:
    """How the name was corrected, why several names are one speaker's, and which sources may be the same."""
    if one.corrected:
        where = f'<a href="#article={one.corrected.place.article_id}">corrected</a> {mark(one.corrected.place.outlet)}'
        yield f'<p class="meta">“{outlets_words(one.corrected.wrong)}” is {where} to “{outlets_words(one.corrected.right)}”</p>\n'
    for join in one.joins[:OTHERS_NAMED]:
        yield _because(f"“{outlets_words(join.one)}” and “{outlets_words(join.other)}” are taken for one", join.reason, join.by)
    for other in one.perhaps[:OTHERS_NAMED]:
        link = f'<a href="#finding={other.finding_id}">{outlets_words(other.name or say.NOBODY)}</a> {mark(other.place.outlet)}'
        yield _because(f"{say.perhaps(other)} {link}", other.reason, other.by)
    more = max(0, len(one.joins) - OTHERS_NAMED) + max(0, len(one.perhaps) - OTHERS_NAMED)
    if more:
        yield f'<p class="meta">and {more} more: <code>firsthand who</code> has all</p>\n'


def _because(what: str, reason: str, by: str) -> str:
    return f'<p class="meta">{what}: {escaped(reason)}{" (a person decided it)" if by == "person" else ""}</p>\n'


# --- rows ----------------------------------------------------------------------------------------------------------------------------


def _rows(rows: Iterable[Folded], numbers: Numbers, large: bool) -> str:
    listed = (_row(quote, numbers, large) + (_inside(inside, numbers, large) if inside else "") for quote, inside in rows)
    return f'<ol class="rows">\n{"".join(listed)}</ol>\n'


def _inside(quotes: Sequence[Quote], numbers: Numbers, large: bool) -> str:
    """Rows that stand inside what the same speaker says in the row above: the same words once more, so they wait until somebody asks."""
    rows = "".join(_row(quote, numbers, large) for quote in quotes)
    summary = f"<summary>also in these words: {escaped(say.cues(quotes))}</summary>"
    return f'<li class="fold"><details>{summary}\n<ol class="rows">\n{rows}</ol>\n</details></li>\n'


def _row(quote: Quote, numbers: Numbers, large: bool) -> str:
    """A footnote has its number only where it is printed: of a large page, the brief alone. The script adds the outlets' names there."""
    name = quote.finding.finding_id
    number = numbers[name]
    note = "" if large else f'<sup class="fn">{number}</sup>'
    return (
        f'<li class="row" data-n="{number}">\n{mark(quote.place.outlet, large)}\n<div class="said">\n'
        f'<a class="open" href="#finding={name}">{pieces(quote)}{note}</a>\n<p class="meta">{" · ".join(filter(None, _told(quote)))}</p>\n</div>\n</li>\n'
    )


def _told(quote: Quote) -> Iterator[str]:
    """What is told of a row, below its words."""
    source = f'<span class="w s">{escaped(quote.source)}</span>' if quote.source else ""
    cue = f'<span class="w c">{escaped(quote.cue)}</span>' if quote.cue else ""
    yield f"{source}{' ' if source and cue else ''}{cue}{through(quote) if len(quote.hops) > 2 else ''}"
    if quote.place.earliest:
        yield _dates(quote.place)
    for before, words in (
        ("to ", quote.to), ("", quote.occasion), ("on condition: ", quote.condition), ("not named: ", quote.why_not_named),
    ):  # fmt: skip
        if words:
            yield before + outlets_words(words)
    if quote.when and (days := say_time.said_on(quote.finding)):
        yield f"said {outlets_words(quote.when)}: {days}"
    yield from senses(quote)
    yield from say.known_of(quote)
    if quote.inward:
        first = quote.inward[0]
        yield f'<a href="#finding={first.finding_id}">passing on {outlets_words(say.whom(first))}</a>'
    if quote.versions:
        here = quote.finding.finding_id
        links = (f' <a href="#compare={one.finding.finding_id},{here}">{n}</a>' for n, one in enumerate(quote.versions, 1))
        yield f"in {say.count(len(quote.versions) + 1, 'version')} of the article:{''.join(links)}"
    if quote.gone:
        yield f'<a href="#article={quote.gone.place.article_id}">{say.gone(quote.gone)}</a>'
    if quote.similar:
        yield similar(quote)


def pieces(quote: Quote) -> str:
    """What is said: between quotation marks what stands so in the text, with an ellipsis for what is left out."""
    parts = []
    for piece in quote.pieces:
        joint, words = escaped(piece.joint), escaped(piece.words)
        parts.append(f'<span class="gap">{joint}</span>' if "…" in joint else joint)
        parts.append(f"<q>{words}</q>" if piece.quoted else f'<span class="told">{words}</span>')
    return "".join(parts)


def through(quote: Quote) -> str:
    """Who passes words on, each step with a link to its row."""
    steps = say.steps(quote)
    return "".join(f', <a href="#finding={hop.finding_id}">{words} {outlets_words(say.whom(hop))}</a>' for words, hop in steps)


def senses(quote: Quote) -> list[str]:
    """In what way something is not plainly said, with the words that tell it."""
    return [f"{how}: {outlets_words(by)}" if by else how for how, by in say.senses(quote)]


def similar(quote: Quote) -> str:
    """Without script a link leads to the other words; with it, to both side by side."""
    links = (
        f'<a href="#finding={one.finding_id}" data-of="{quote.finding.finding_id}" title="{escaped(say.outlet(one.place.outlet))}, {_dates(one.place)}"\n'
        f">{mark(one.place.outlet)}</a>"
        for one in quote.similar[:SIMILAR_NAMED]
    )
    more = f" and {len(quote.similar) - SIMILAR_NAMED} more" if len(quote.similar) > SIMILAR_NAMED else ""
    return f'<span class="also">Similar words also in {" ".join(links)}{more}</span>'


def outlets_words(words: str) -> str:
    """Words of the texts, set as such."""
    return f'<span class="w">{escaped(words)}</span>'


@lru_cache(maxsize=4096)
def mark(outlet: Outlet, plain: bool = False) -> str:
    """The letters of an outlet; `plain` leaves its name out."""
    name = "" if plain else f' title="{escaped(say.outlet(outlet))}"'
    return f'<abbr class="mark {colour(outlet)}"{name}>{escaped(outlet.mark)}</abbr>'


def colour(outlet: Outlet) -> str:
    return f"o{outlet.number % COLOURS} l{outlet.number // COLOURS % LINES}"


@lru_cache(maxsize=4096)
def _dates(place: Place) -> str:
    return say.dates(place.earliest, place.latest)
