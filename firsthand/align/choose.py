"""Which candidate of an article's metadata is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.model import Metadata, normalised

# Rules by worth: where a rule fits several prefixes, the first counts. Visible rules come last but for the page's weakest signs.
ORDER: dict[str, tuple[str, ...]] = {
    "title": ("person", "front matter", "json-ld", "json ", "meta og:", "itemprop", "h1", "meta", "headline", "first line", "title element"),
    # A site's own name goes before the publisher of the article: that may be the agency whose copy it prints, or the company.
    "outlet": ("person", "front matter", "json ", "meta og:", "json-ld", "meta", "title suffix", "author box", "copyright line", "tip line",
               "first appeared", "url domain"),
    "byline": ("person", "front matter", "json-ld", "json ", "itemprop", "meta", "byline", "author box", "reporting credit"),
    "published": ("person", "front matter", "json-ld", "json ", "meta article:published", "itemprop", "meta", "time", "date line", "dateline",
                  "date alone"),
    "modified": ("person", "front matter", "json-ld", "json ", "meta article:modified", "itemprop", "meta", "time", "date line"),
    "url": ("person", "front matter", "json ", "link canonical", "meta", "json-ld"),
    "language": ("person", "front matter", "json ", "detected", "declared"),
    "extent": ("person", "paywall", "cut sentence", "end mark", "json-ld"),
}  # fmt: skip


def choose(rows: Sequence[Metadata]) -> list[Metadata]:
    """The same rows in the same order, with `used` set on at most one for each field.

    The best rule that gives a value wins; where that rule reads the visible text and gives several values, none is used.
    """
    used = {id(row) for name in ORDER if (row := _best([r for r in rows if r.field == name])) is not None}
    return [replace(row, used=id(row) in used) for row in rows]


def _best(rows: Sequence[Metadata]) -> Metadata | None:
    if not rows:
        return None
    best = min(_worth(row) for row in rows)
    top = [row for row in rows if _worth(row) == best]
    if top[0].span is not None and len({normalised(row.value) for row in top}) > 1:
        return None
    return top[0]


def _worth(row: Metadata) -> int:
    prefixes = ORDER[row.field]
    return next((i for i, prefix in enumerate(prefixes) if row.rule.startswith(prefix)), len(prefixes))
