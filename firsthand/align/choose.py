"""Which candidate of an article's metadata is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.model import Metadata, normalised

# Rules by worth: where a rule fits several prefixes, the first counts. Visible rules come last but for the page's weakest signs.
ORDER: dict[str, tuple[str, ...]] = {
    "title": ("person", "front matter", "csv ", "export ", "feed ", "json-ld", "json ", "meta og:", "mail ", "itemprop", "h1", "meta",
              "mhtml ", "headline", "first line", "pdf info", "docx properties", "title element"),
    # A site's own name goes before the publisher of the article: that may be the agency whose copy it prints, or the company.
    "outlet": ("person", "front matter", "csv ", "export ", "feed ", "json ", "meta og:", "json-ld", "meta", "title suffix",
               "author box", "mail from", "mail list", "copyright line", "tip line", "first appeared", "url domain"),
    "byline": ("person", "front matter", "csv ", "export ", "feed ", "json-ld", "json ", "itemprop", "meta", "byline", "author box",
               "reporting credit"),
    # What the page prints tells the outlet's own clock: `local time` is the same moment as the field's, on the day that readers saw.
    "published": ("person", "front matter", "csv ", "export ", "feed ", "local time", "json-ld", "json ", "meta article:published",
                  "itemprop", "meta", "time published", "date line", "time after", "dateline", "mail ", "date alone", "time", "created",
                  "url date"),
    "modified": ("person", "front matter", "csv ", "export ", "feed ", "json-ld", "json ", "meta article:modified", "itemprop", "meta",
                 "time", "date line"),
    "url": ("person", "front matter", "csv ", "export ", "warc ", "feed ", "json ", "link canonical", "meta", "json-ld", "saved ",
            "mhtml ", "mail "),
    "language": ("person", "front matter", "json ", "detected", "declared", "feed "),
    "extent": ("person", "front matter", "csv ", "export ", "warc ", "json ", "characters left out", "feed ", "paywall",
               "continues elsewhere", "cut sentence", "end mark", "json-ld articleBody", "json-ld hasPart", "json-ld", "class"),
    "kind": ("person", "front matter", "json-ld LiveBlog", "posts", "listing", "json-ld ImageGallery", "json-ld MediaGallery",
             "captions", "json-ld", "meta"),
}  # fmt: skip


def choose(rows: Sequence[Metadata]) -> list[Metadata]:
    """The same rows in the same order, with `used` set on at most one for each field, and on every post of a live blog that stands in the text.

    The best rule that gives a value wins; where that rule reads the visible text and gives several values, none is used.
    """
    used = {id(row) for name in ORDER if (row := _best([r for r in rows if r.field == name])) is not None}
    used |= {id(row) for row in rows if row.field == "post" and row.span is not None}
    return [replace(row, used=id(row) in used) for row in rows]


def _best(rows: Sequence[Metadata]) -> Metadata | None:
    if not rows:
        return None
    best = min(_worth(row) for row in rows)
    top = [row for row in rows if _worth(row) == best]
    if top[0].span is None or len({normalised(row.value) for row in top}) == 1:
        return top[0]
    # Of several dates in the text the one whose day something else on the page gives, too.
    days = {row.value[:10] for row in rows if _worth(row) > best} if top[0].field == "published" else set()
    agreed = [row for row in top if row.value[:10] in days]
    return agreed[0] if len({row.value[:10] for row in agreed}) == 1 else None


def _worth(row: Metadata) -> int:
    prefixes = ORDER[row.field]
    return next((i for i, prefix in enumerate(prefixes) if row.rule.startswith(prefix)), len(prefixes))
