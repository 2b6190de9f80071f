"""Candidates from a page's head, its structured data and its microdata."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from firsthand.model import MetadataField
from firsthand.reading.head import page_fields


def head(markup: str) -> list[tuple[MetadataField, str, str]]:
    return list(page_fields(lxml_html.document_fromstring(f"<html><head>{markup}</head><body><p>x</p></body></html>")))


@pytest.mark.parametrize(
    ("markup", "row"),
    [
        ('<meta property="og:title" content=" Dam  falls ">', ("title", "Dam falls", "meta og:title")),
        ('<meta name="author" content="By Ines Varro">', ("byline", "Ines Varro", "meta author")),
        ('<meta property="og:site_name" content="The Harrow Courier">', ("outlet", "The Harrow Courier", "meta og:site_name")),
        (
            '<meta property="article:published_time" content="2031-05-04T10:12:00+0200">',
            ("published", "2031-05-04T10:12:00+02:00", "meta article:published_time"),
        ),
        ('<meta name="date" content="4 May 2031">', ("published", "2031-05-04", "meta date")),
        ('<link rel="canonical" href="https://harrow.example/dam">', ("url", "https://harrow.example/dam", "link canonical")),
        ('<time datetime="2031-05-04" class="published">x</time>', ("published", "2031-05-04", "time published")),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Dam falls"}]}</script>',
            ("title", "Dam falls", "json-ld headline"),
        ),
        (
            '<script type="application/ld+json">[{"@type": ["NewsArticle"], "author": [{"name": "Ines Varro"}, {"name": "Per Aldo"}]}]</script>',
            ("byline", "Ines Varro, Per Aldo", "json-ld author"),
        ),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>',
            ("extent", "unknown", "json-ld isAccessibleForFree"),
        ),
    ],
)
def test_a_field_of_the_head(markup: str, row: tuple[str, str, str]) -> None:
    assert row in head(markup)


@pytest.mark.parametrize(
    "markup",
    [
        '<meta property="article:author" content="https://social.example/ivarro">',
        '<meta name="date" content="soon">',
        '<meta property="og:title" content="  ">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>',
        '<script type="application/ld+json">{"@type": "Organization", "name": "Harrow"}</script>',
    ],
)
def test_what_names_nothing_gives_nothing(markup: str) -> None:
    assert head(markup) == []


def test_the_site_after_the_title() -> None:
    rows = head('<title>Dam falls - The Harrow Courier</title><meta property="og:title" content="Dam falls">')
    assert ("outlet", "The Harrow Courier", "title suffix") in rows


def test_authors_that_have_an_element_each() -> None:
    rows = head('<meta name="author" content="By Per Aldo"><meta name="author" content="Ines Varro">')
    assert ("byline", "Per Aldo, Ines Varro", "meta author") in rows


@pytest.mark.parametrize(
    ("markup", "row"),
    [
        ('<meta name="pub_date" content="2031-05-04T10:12:00Z">', ("published", "2031-05-04T10:12:00Z", "meta pub_date")),
        ('<meta name="pdate" content="20310504">', ("published", "2031-05-04", "meta pdate")),
        ('<meta name="article.created" content="2031-05-04">', ("published", "2031-05-04", "created, meta article.created")),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "dateCreated": "2031-05-04"}</script>',
            ("published", "2031-05-04", "created, json-ld dateCreated"),
        ),
        ('<time class="entry-date published updated" datetime="2031-05-04">x</time>', ("published", "2031-05-04", "time published")),
        ('<time class="updated" datetime="2031-05-04">x</time>', ("modified", "2031-05-04", "time modified")),
        ('<time itemprop="dateModified" class="entry-date" datetime="2031-05-04">x</time>', ("modified", "2031-05-04", "time modified")),
    ],
)
def test_a_date_of_the_head(markup: str, row: tuple[str, str, str]) -> None:
    assert row in head(markup)


def test_dates_of_comments_are_not_the_page_s() -> None:
    assert head('<time itemprop="datePublished" class="comment-published" datetime="2031-05-04">x</time>') == []
