"""How the page puts things into words."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from firsthand.model import Decision, Furniture, Metadata
from firsthand.view import outlet_names
from firsthand.view.answers import ArticleView, Gone, Hop, Outlet, Overview, Perhaps, Pile, Quote, Speaker, UnreadView, Version

# A reason that begins so is of days that nobody gives.
WORKED_OUT = "worked out: "
ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
MONTHS = tuple(calendar.month_name)
DAY = dt.timedelta(days=1)

FURNITURE = {
    "title": "title", "byline": "byline", "author": "note on the author", "date": "date line", "share": "share line", "related": "related links",
    "caption": "caption", "comment": "readers’ comments", "tip": "appeal for tips", "subscribe": "appeal to subscribe", "legal": "legal notice",
    "navigation": "navigation", "ad": "advertisement", "other": "other page matter",
}  # fmt: skip
FIELDS = {
    "title": "Title", "outlet": "Outlet", "byline": "Byline", "published": "Published", "modified": "Changed", "url": "Address",
    "language": "Language", "extent": "Extent", "kind": "Kind of page", "post": "Dated post",
}  # fmt: skip
EXTENTS = {
    "whole": "the whole text",
    "cut": "cut short: the page ends before the text does",
    "unknown": "not known whether this is the whole text",
}
FORMS = {
    "direct": "in quotation marks",
    "indirect": "in the outlet’s words",
    "mixed": "partly in quotation marks",
    "headline": "in a headline",
}
SORTS = {"said": "what they say", "believed": "what they believe", "intended": "what they intend"}
CLASSES = {
    "named": "by name",
    "role": "by office only",
    "anonymous": "not named",
    "collective": "a group",
    "document": "a document",
    "outlet": "an outlet",
}
NOBODY = "somebody not named"
# Of the words that attribute, a summary names so many.
CUES = 3
NOT_SO = {"said": "does not say so", "believed": "does not believe so", "intended": "does not intend so"}
CERTAINTIES = {"uncertain": "not certain", "future": "still to come", "question": "a question"}
REASONS = {
    "no speaker found": "who says it could not be told",
    "title of a work": "the title of a work",
    "scare quotes": "a few words in marks, for their wording",
    "term": "a term that is being explained",
    "unclosed": "the quotation mark is never closed",
    "furniture": "it stands outside the article, in what surrounds it on the page",
    "language": "its language is not analysed",
    "part of a name": "a part of a name",
    "another word": "another word than the month",
    "date": "a part of a date",
    "year": "perhaps a year, perhaps not",
    "decade": "a decade",
    "clock time": "a time of day",
    "duration": "a length of time",
    "ordinal": "a place in an order",
    "score": "a score",
    "telephone": "a telephone number",
    "address": "a part of an address",
    "name": "a part of a name",
    "label": "it names a thing and counts nothing",
    "list number": "the number of a list",
    "identifier": "an identifier",
    "pronoun": "a pronoun and no number",
    "not understood": "what it counts could not be told",
}
# Kinds of what is not used: the head of the list, what is said where it is empty, what one of them is.
UNREAD = {
    "quotation": (
        "Quotation marks that no row uses",
        "Every pair of quotation marks in these articles is used by a row.",
        "quotation mark pair",
    ),
    "date": ("Dates that no row uses", "Every date that was found in these articles is a row.", "date"),
    "number": ("Numbers that no row uses", "Every number that was found in these articles is a row, or part of a date.", "number"),
}


# --- numbers and dates -----------------------------------------------------------------------------------------------------------


def count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}".replace(",", "\u202f")


def listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def day(date: dt.date) -> str:
    return f"{date.day}\u00a0{MONTHS[date.month]}\u00a0{date.year}"


def dates(earliest: dt.datetime | None, latest: dt.datetime | None) -> str:
    """A day, a month, a year, or the days between which it must lie."""
    if earliest is None and latest is None:
        return "date not known"
    if earliest is None or latest is None:
        return f"{'by' if earliest is None else 'not before'} {day((earliest or latest or dt.datetime.min).date())}"
    first, last = earliest.date(), latest.date()
    if first == last:
        return day(first)
    if first.day == 1 and (last + DAY).day == 1 and first.year == last.year:
        if first.month == last.month:
            return f"{MONTHS[first.month]}\u00a0{first.year}"
        if (first.month, last.month) == (1, 12):
            return f"{first.year}"
    return f"between {span(first, last, ' and ')}"


def from_to(earliest: dt.datetime | None, latest: dt.datetime | None) -> str:
    if earliest is None or latest is None:
        return ""
    return day(earliest.date()) if earliest.date() == latest.date() else span(earliest.date(), latest.date(), " to ")


def span(first: dt.date, last: dt.date, joined: str) -> str:
    if first.year != last.year:
        return f"{day(first)}{joined}{day(last)}"
    if first.month != last.month:
        return f"{first.day}\u00a0{MONTHS[first.month]}{joined}{day(last)}"
    return f"{first.day}{joined}{day(last)}"


def published(view: ArticleView) -> str:
    """When an article was published: on a day, between two, or not known."""
    article = view.article
    if article.published_earliest is None and article.published_latest is None:
        return "publication date not known"
    return f"published {dates(article.published_earliest, article.published_latest)}"


def worked_out(view: ArticleView) -> str | None:
    """Why the days of publication are thought to be these, where nobody gives them, or only an interval."""
    used = next((row for row in view.metadata if row.field == "published" and row.used), None)
    if used is None or used.rule == "person" or (is_day(view) and not used.rule.startswith(WORKED_OUT)):
        return None
    return plain_words(used.rule)


def is_day(view: ArticleView) -> bool:
    """Whether the very day of publication is known."""
    first, last = view.article.published_earliest, view.article.published_latest
    return first is not None and last is not None and first.date() == last.date()


def plain_words(rule: str) -> str:
    """A reason as rows have it: days in words, words of texts in quotation marks."""
    return ISO_DAY.sub(_day_in_words, re.sub(r"`([^`]*)`", "“\\1”", rule))


def _day_in_words(found: re.Match[str]) -> str:
    try:
        return day(dt.date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


# --- outlets and articles ------------------------------------------------------------------------------------------------------------


def outlet(one: Outlet) -> str:
    """Its name; where that is an address whose outlet is known, the name of that."""
    return outlet_names.shown(one.name) if one.name else "outlet not known"


def deck(overview: Overview) -> str:
    """How many articles and outlets, from when to when."""
    known = sum(1 for one in overview.outlets if one.name is not None and one.articles)
    articles = count(overview.articles, "article")
    if overview.versions:
        articles += f" ({count(overview.versions, 'more version')} of these)"
    said = f"{articles} from {count(known, 'outlet')}" if known else articles
    if overview.listings:
        said += f" (and {count(overview.listings, 'page that lists', 'pages that list')} others)"
    when = from_to(overview.first, overview.last)
    return f"{said}, {when}" if when else said


def not_known(overview: Overview) -> str:
    """What the first lines must admit: outlets and dates that nobody knows."""
    said = []
    if overview.articles_without_outlet:
        marks = [one.mark for one in overview.outlets if one.name is None]
        which = marks[0] if len(marks) == 1 else f"{marks[0]} to {marks[-1]}"
        said.append(f"the outlet of {_of(overview.articles_without_outlet, overview.articles)} ({which})")
    if 0 < overview.articles_without_date < overview.articles:  # where no date is known at all, the strip's place says so
        said.append(f"the date of {_of(overview.articles_without_date, overview.articles)}")
    if overview.articles_without_day:
        said.append(f"the exact day of {_of(overview.articles_without_day, overview.articles)}")
    return f"Not known: {listed(said)}." if said else ""


def _of(number: int, total: int) -> str:
    return "every article" if number == total > 1 else "the article" if number == total else count(number, "article")


def link(url: str | None) -> str | None:
    """`url` where a reader may follow it; other schemes stay text."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def furniture(kind: str) -> str:
    return FURNITURE.get(kind, kind)


def furniture_counts(rows: Iterable[Furniture]) -> str:
    counts = Counter(furniture(row.kind) for row in rows)
    return listed(
        [f"{name} ({number})" if number > 1 else name for name, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    )


def how(row: Metadata, view: ArticleView, decided: Sequence[Decision]) -> str:
    """How a candidate is known, in words."""
    if row.rule != "person":
        return plain_words(row.rule) if row.rule.startswith(WORKED_OUT) else row.rule
    paths = {view.article.path, *(capture.path for capture in view.captures)}
    by_decision = any(d.kind == row.field and d.value == row.value and d.applied and (d.path is None or d.path in paths) for d in decided)
    return "a person decided it (decisions.toml)" if by_decision else "a person gave it (sources.csv, or the head of the file)"


def by_person(view: ArticleView, field: str) -> str:
    """Words that mark a field as a person's own entry."""
    used = any(row.field == field and row.used and row.rule == "person" for row in view.metadata)
    return "as a person gave it" if used else ""


# --- who said what ---------------------------------------------------------------------------------------------------------------------


def speaker_name(one: Speaker) -> str:
    return one.name or "The text does not say who"


def speaker_class(one: Speaker) -> str:
    """What is known about a speaker, after the name."""
    if one.named:
        return {"collective": "a body", "document": "a document", "outlet": "an outlet"}.get(one.source_class or "", "")
    if one.source_class == "anonymous":
        return "not named"
    if one.source_class == "role":
        return "by office only, no name"
    return "as the text puts it" if one.name else ""


def known_of(quote: Quote) -> list[str]:
    """What a row's words alone do not show."""
    said = ["in a headline"] if quote.finding.form == "headline" else []
    said += [SORTS[quote.finding.sort]] if quote.finding.sort != "said" else []
    return said + (["the speaker as a person decided"] if quote.finding.by == "person" else [])


def senses(quote: Quote) -> list[tuple[str, str | None]]:
    """Where something is not plainly said: in what way, and by which words the text tells it, where they are not those of the cue."""
    row, told = quote.finding, list[tuple[str, str | None]]()
    if row.polarity == "denied":
        told.append(("says that it is not so", quote.polarity_by))
    elif row.polarity == "negative":
        told.append((NOT_SO.get(row.sort, NOT_SO["said"]), quote.polarity_by))
    if row.certainty in CERTAINTIES:
        told.append((CERTAINTIES[row.certainty], quote.certainty_by))
    return [(how, None if by and by in (quote.cue or "") else by) for how, by in told]


def steps(quote: Quote) -> list[tuple[str, Hop]]:
    """How the words went on from who says them, a step each: `as told by`, and who tells them. Nobody tells their own words."""
    before = next((hop for hop in quote.hops if hop.finding_id == quote.finding.finding_id), None)
    found = []
    for hop in quote.outward:
        if before is None or before.speaker is None or hop.speaker != before.speaker:
            found.append((_way(before, hop), hop))
        before = hop
    return found


def _way(inner: Hop | None, outer: Hop) -> str:
    if outer.polarity == "denied":
        return "denied by"
    if outer.polarity == "negative":
        return "not told by"
    if inner and inner.certainty and outer.certainty and inner.certainty != outer.certainty:
        return f"told as {CERTAINTIES.get(inner.certainty, 'certain')} by"
    return "as believed by" if outer.sort == "believed" else "as told by"


def cues(quotes: Sequence[Quote]) -> str:
    """The words that attribute, of some rows: the first few."""
    told = list(dict.fromkeys(quote.cue for quote in quotes if quote.cue))
    more = [f"{len(told) - CUES} more"] if len(told) > CUES else []
    return listed(told[:CUES] + more) or count(len(quotes), "row")


def whom(hop: Hop) -> str:
    return hop.speaker or NOBODY


def perhaps(one: Perhaps) -> str:
    """How another source stands to a speaker."""
    if one.judgement == "different" or one.type == "incompatible":
        return "Not the same as"
    return "May be the same as" if one.type == "compatible" else "Cannot be told whether the same as"


# --- versions ------------------------------------------------------------------------------------------------------------------------------


def gone(one: Gone) -> str:
    """What is told of a quote that the version after its own does not have."""
    which = {"updated": "the later version", "duplicate": "the other form of the page"}.get(one.type, "the other version")
    if one.stands:
        return f"in {which} its words stand otherwise"
    return f"no longer in {which}" if one.type == "updated" else f"not in {which}"


def version(one: Version) -> str:
    """What a text is to the one that it gives way to."""
    if one.link.judgement != "same":
        return "found at the same address as"
    return {"updated": "an earlier version of", "duplicate": "the same text as"}.get(one.link.type or "", "another version of")


def why(one: Version) -> str:
    """The reason of a link, without the address."""
    return one.link.reason.partition(": ")[2] or one.link.reason


def pile(one: Pile) -> str:
    """How the articles hang together, in a line; nothing where all do, or where it cannot be told."""
    said = []
    if one.alone:
        shares = "shares" if len(one.alone) == 1 else "share"
        said.append(f"{len(one.alone)} of {count(one.articles, 'article')} {shares} next to nothing with the rest")
    if len(one.groups) > 1:
        sizes = listed([str(len(group.places)) for group in one.groups])
        said.append(f"by what they share, the articles fall into {len(one.groups)} groups of {sizes}")
    return "; ".join(said)


# --- what was not read -----------------------------------------------------------------------------------------------------------------


def reason(one: str) -> str:
    return REASONS.get(one, one)


def unread_address(one: UnreadView) -> str:
    return f"unread={one.unread.article_id}.{one.unread.span.start}"


def unread_kind(kind: str) -> str:
    return UNREAD[kind][0] if kind in UNREAD else kind


def none_unread(kind: str) -> str:
    return UNREAD[kind][1] if kind in UNREAD else ""


def unread_counts(view: ArticleView) -> str:
    """What of an article no row uses: `1 quotation mark pair and 3 numbers`."""
    numbers = {"quotation": view.unread, "date": view.dates_unread, "number": view.numbers_unread}
    return listed([count(number, UNREAD[kind][2]) for kind, number in numbers.items() if number])


def by_reason(rows: Sequence[UnreadView]) -> list[tuple[str, list[UnreadView]]]:
    groups: dict[str, list[UnreadView]] = {}
    for row in rows:
        groups.setdefault(row.unread.reason, []).append(row)
    return sorted(groups.items(), key=lambda item: (item[0] != "no speaker found", -len(item[1]), item[0]))
