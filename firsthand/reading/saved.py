"""What a browser writes into a page when it saves it: where the page was, and when.

Chrome, Edge, Firefox and Internet Explorer write a comment with the address before the page; SingleFile and monolith write comments with address and date;
Save Page WE writes <meta> elements. All stand at the head of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from firsthand.reading.draft import Field

# Characters in which the marks are looked for: they stand before or right after the start tag of <html>.
WITHIN = 16_384
URL = r"https?://[^\s\"'<>]+"
COMMENT = re.compile(r"<!--(?P<words>.{0,4000}?)-->", re.DOTALL)
# The number is the length of the address; `--` in it is escaped, as a comment could not hold it.
SAVED_FROM = re.compile(rf"\s*saved from url=\(\d+\)(?P<url>{URL})", re.IGNORECASE)
SINGLE_FILE = re.compile(rf"\s*Page saved with SingleFile.*?\burl:\s*(?P<url>{URL})(?:.*?\bsaved date:\s*(?P<date>[^\r\n]+))?", re.DOTALL)
MONOLITH = re.compile(rf"\s*Saved from (?P<url>{URL}) at (?P<date>\S+) using monolith\b")
SAVE_PAGE = re.compile(r"<meta\s+name=[\"']?savepage-(?P<name>url|date)[\"']?\s+content=\"(?P<value>[^\"]{1,4000})\"", re.IGNORECASE)
# As JavaScript writes a date: `Sat Aug 02 2031 10:15:00 GMT+0200 (Central European Summer Time)`.
SCRIPTED = re.compile(
    r"[A-Za-z]{3} (?P<month>[A-Za-z]{3}) (?P<day>\d\d) (?P<year>\d{4}) (?P<time>\d\d:\d\d:\d\d) GMT(?P<sign>[+-])(?P<h>\d\d)(?P<m>\d\d)"
)
# Pictures and fonts that are written into the page: no text, and most of its bytes.
DATA = re.compile(r"data:(?<=[\"'(=]data:)[\w/+.;=-]{0,100};base64,[A-Za-z0-9+/=]{1000,}")
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


@dataclass(frozen=True, slots=True)
class Saved:
    """`recorded`: naive UTC, when the page was saved, where that is told."""

    fields: tuple[Field, ...]
    recorded: datetime | None


def saved_page(source: str) -> Saved:
    """What the browser wrote into the page `source`; nothing where it was not saved by one that does."""
    found = list(_marks(source[:WITHIN]))
    dates = [date for _, _, written in found if written and (date := _instant(written)) is not None]
    return Saved(tuple(("url", url, rule) for url, rule, _ in found if url), dates[0] if dates else None)


def without_data(source: str) -> str:
    """The page without the pictures and fonts inside it: they would be parsed twice, and most pages that hold them are nothing else."""
    return DATA.sub("data:,", source) if ";base64," in source else source


def _marks(head: str) -> Iterator[tuple[str, str, str | None]]:
    """(address, rule, date as written)"""
    for comment in COMMENT.finditer(head):
        for pattern, rule in ((SAVED_FROM, "saved from url"), (SINGLE_FILE, "saved singlefile"), (MONOLITH, "saved monolith")):
            match = pattern.match(comment["words"])
            if match is not None:
                yield match["url"], rule, match.groupdict().get("date")
    for match in SAVE_PAGE.finditer(head):
        if match["name"].lower() == "date":
            yield "", "", match["value"]
        elif re.fullmatch(URL, match["value"]):
            yield match["value"], "saved savepage", None


def _instant(written: str) -> datetime | None:
    match = SCRIPTED.match(written.strip())
    try:
        if match is None:
            found = datetime.fromisoformat(written.strip())
            return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else None
        day = f"{match['year']}-{MONTHS.index(match['month'].lower()) + 1:02}-{match['day']}T{match['time']}"
        away = timedelta(hours=int(match["h"]), minutes=int(match["m"]))
        return datetime.fromisoformat(day) - (away if match["sign"] == "+" else -away)
    except (ValueError, OverflowError):
        return None
