"""What is said of a page before its words."""

from __future__ import annotations

from firsthand.model import Metadata, MetadataField
from firsthand.view.page_notes import lines


def row(field: MetadataField, value: str, rule: str, used: bool = True) -> Metadata:
    return Metadata("a", field, value, None, None, rule, used)


def said(*rows: Metadata) -> list[str]:
    return [line.replace("\u00a0", " ").replace("\u202f", " ") for line in lines(rows)]


def test_an_article_like_any_other() -> None:
    assert said() == []
    assert said(row("kind", "article", "meta og:type"), row("extent", "whole", "json-ld articleBody")) == []


def test_a_listing() -> None:
    listing = row("kind", "listing", "listing, address")
    assert said(listing) == ["not an article but a list of others: kept, not read"]


def test_a_live_blog() -> None:
    kind = row("kind", "live-blog", "posts")
    first, last = row("post", "2031-05-04T10:12:00+02:00", "post element"), row("post", "2031-05-04T18:05:00+02:00", "post element")
    unplaced = row("post", "2031-05-03T18:05:00Z", "json-ld liveBlogUpdate", used=False)
    assert said(kind, last, first, unplaced) == ["a live blog: 2 dated posts, from 4 May 2031, 10:12 to 18:05"]
    night = row("post", "2031-05-05T00:20:00+02:00", "post element")
    assert said(kind, first, night) == ["a live blog: 2 dated posts, from 4 May 2031, 10:12 to 5 May 2031, 00:20"]
    assert said(kind, first) == ["a live blog: 1 dated post, 4 May 2031, 10:12"]
    assert said(kind, row("post", "soon", "post element")) == ["a live blog"]


def test_a_gallery_and_a_text_that_is_cut() -> None:
    assert said(row("kind", "gallery", "captions"), row("extent", "cut", "paywall")) == [
        "a gallery: pictures and captions",
        "cut short: the page ends before the text does",
    ]
    assert said(row("extent", "cut", "json-ld articleBody holds 1200 words more")) == [
        "cut short: the page’s own data hold 1 200 words more"
    ]
    assert said(row("extent", "cut", "characters left out: 1834")) == ["cut short: 1 834 characters are left out"]
    other = row("extent", "cut", "json-ld articleBody holds 90 words more", used=False)
    assert said(row("extent", "cut", "paywall"), other) == ["cut short: the page’s own data hold 90 words more"]
    assert said(row("extent", "whole", "person"), other) == []
