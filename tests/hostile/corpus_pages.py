"""Web pages: depth, size, unclosed and hostile markup, styles and structured data made to cost time."""

from __future__ import annotations

import json

from corpus import PROSE, SAILS, SECRET, Kind, filled, holds, page

DEEP = r"nested more than [\d,]+ elements deep.* Save"
BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "boom"}">' for n in range(12))
LIVE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>press here for more</a><svg onload=alert(1)></svg>"
)


def _ld(value: str) -> str:
    return f'<script type="application/ld+json">{value}</script>'


def kinds() -> list[Kind]:
    return [*_trees(), *_broken(), *_entities(), *_heads(), *_styles()]


def _trees() -> list[Kind]:
    return [
        holds("divs-deep", "divs.html", lambda: page("<div>" * 100_000 + "deep" + "</div>" * 100_000), "refused", says=DEEP),
        holds("divs-never-closed", "open.html", lambda: "<div>" * 100_000 + page(), "refused", says=DEEP),
        holds("divs-deep-but-read", "thousand.html", lambda: page("<div>" * 1_500 + "at the bottom" + "</div>" * 1_500), "read", words="at the bottom"),
        holds(
            "attributes-without-end", "attributes.html", lambda: page("<p " + " ".join(f"a{i}" for i in range(100_000)) + ">x</p>"), "refused",
            says=r"more than 20,000 attributes.* Save",
        ),
        holds("formatting-deep", "bold.html", lambda: page("<b><i>a</b>" * 20_000), "read", words=SAILS),
        holds("tables-deep", "tables.html", lambda: page("<table><tr><td>" * 5_000 + "x"), "refused", says=DEEP),
        holds("tables-in-tables", "inner.html", lambda: page("<table><tr><td>" * 300 + "innermost" + "</td></tr></table>" * 300), "read", words="innermost"),
        holds("table-huge", "table.html", lambda: page("<table>" + ("<tr>" + "<td>4 boats</td>" * 40 + "</tr>") * 400 + "</table>"), "read", words=SAILS, heavy=True),
        holds("a-million-br", "br.html", lambda: page("<br>" * 1_000_000), "read", words=SAILS, heavy=True),
        holds("lines-by-br", "lines.html", lambda: page("the boat<br>" * 10_000), "read", words=SAILS, heavy=True),
        holds("paragraphs", "paragraphs.html", lambda: page("<p>The boat is late.</p>" * 5_000), "read", words=SAILS, heavy=True),
        holds("links", "links.html", lambda: page("<li><a href='/x'>Read more about the boat</a></li>" * 4_000), "read", words=SAILS, heavy=True),
        holds("list-items-unclosed", "items.html", lambda: page("<ul><li>boat" * 700), "read", words=SAILS),
    ]  # fmt: skip


def _broken() -> list[Kind]:
    return [
        holds("tags-unclosed", "unclosed.html", lambda: page("<p><em><a href='x'><span>" * 300 + "late"), "read", words=SAILS),
        holds("text-after-the-end", "after.html", lambda: page().replace("<h1>", "</body></html><h1>") + "<p>and the last line</p>", "read", words="and the last line"),
        holds("tags-crossed", "crossed.html", lambda: page("<p><b><div></p></b><table><p></div></table>" * 500), "read", words=SAILS),
        holds("attribute-of-a-megabyte", "attribute.html", lambda: page(f'<p class="{"a " * 500_000}" style="{"display: " * 50_000}">seen</p>'), "read", words="seen"),
        holds("attributes-by-the-thousand", "attributes.html", lambda: page(f"<p {' '.join(f'a{n}=1' for n in range(19_000))}>seen</p>"), "read", words="seen"),
        holds("tag-name-of-a-megabyte", "name.html", lambda: page(f"<{'a' * 1_000_000}>seen"), "read", words=SAILS),
        holds("script-unclosed", "script.html", lambda: page("<script>" + "x = 1;" * 100_000), "read", words=SAILS),
        holds("comment-unclosed", "comment.html", lambda: page("<!--" * 100_000), "read", words=SAILS),
        holds("cdata", "cdata.html", lambda: page("<![CDATA[ hidden ]]>" * 1_000 + "<p>seen</p>"), "read", words="seen"),
        holds("angle-brackets", "angles.html", lambda: page("<" * 200_000), "read", words=SAILS),
        holds("ampersands", "ampersands.html", lambda: page("&" * 100_000 + "&#x110000;&#xD800;&#0;&nosuch;" * 500), "read", words=SAILS),
        holds("nul-in-a-page", "nul.html", lambda: page("\0x"), "refused", says="is binary, not text"),
        holds("no-markup", "plain.html", lambda: PROSE, "read", words=SAILS),
        holds("page-without-text", "blank.html", lambda: "<html><head><title>x</title></head><body><img src=x></body></html>", "refused", says="holds no text"),
        holds("script-only", "app.html", lambda: "<html><body><div id=root></div><script>render()</script></body></html>", "refused", says="holds no text"),
        holds("encoding-wrongly-declared", "declared.html", lambda: page("<p>naïve café</p>").replace("utf-8", "windows-1251"), "read", words="naïve café"),
        holds("encoding-not-kept", "mixed.html", lambda: page().encode() + b"<p>a caf\xe9 more</p>", "partly", says="1 byte is no UTF-8", words="café more"),
        holds("encoding-of-no-page", "codec.html", lambda: page("<p>café</p>").replace("utf-8", "utf-7").encode("cp1252"), "read", words=SAILS),
        holds("words-of-a-megabyte", "word.html", lambda: page(f"<p>The people {'a' * 800_000}</p>"), "read", words=SAILS),
        holds("spaces-of-a-megabyte", "spaces.html", lambda: page(f"<p>The{' ' * 2_000_000}boat{'&nbsp;' * 50_000}</p>"), "read", words=SAILS),
        holds("live-markup", "live.html", lambda: page(LIVE + "<p>&lt;script&gt;alert(2)&lt;/script&gt;</p>"), "read", words="<script>alert(2)"),
        holds("live-title", "title.html", lambda: page(head="<title></title><meta property=og:title content='</title><script>alert(3)</script>'>"), "read", words=SAILS),
        holds("page-as-text", "page.txt", page, "read", words=SAILS),
    ]  # fmt: skip


def _entities() -> list[Kind]:
    secret = "<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY y SYSTEM '../outside.txt'>"
    return [
        holds("entity-bomb", "bomb.xhtml", lambda: f"<?xml version='1.0'?><!DOCTYPE html [{BOMB}]>{page('<p>&e11;</p>')[15:]}", "read", words=SAILS),
        holds("entity-of-a-file", "file.xhtml", lambda: f"<?xml version='1.0'?><!DOCTYPE html [{secret}]>{page('<p>&x;&y;</p>')[15:]}", "read", words=SAILS),
        holds("doctype-of-a-megabyte", "doctype.html", lambda: f"<!DOCTYPE {'a' * 1_000_000}>{page()}", "read", words=SAILS),
        holds("include", "include.xhtml", lambda: page("<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='../outside.txt' parse='text'/>"), "read", words=SAILS),
        holds("refresh", "refresh.html", lambda: page(head="<base href='file:///etc/'><meta http-equiv=refresh content='0;url=file:///etc/passwd'>"), "read", words=SAILS),
        holds("frames", "frames.html", lambda: page("<iframe src='../outside.txt'></iframe><object data='../outside.txt'></object>"), "read", words=SAILS),
        holds("picture-in-the-page", "data.html", lambda: page(f'<img src="data:image/png;base64,{"A" * 4_000_000}">'), "read", words=SAILS),
        holds("address-of-megabytes", "address.html", lambda: page(f'<a href="data:text/html,{"A" * 3_000_000}">seen</a>'), "read", words="seen"),
        holds("address-of-a-file", "canonical.html", lambda: page(head=f"<link rel=canonical href='file:///{SECRET}'>"), "read", words=SAILS),
    ]  # fmt: skip


def _heads() -> list[Kind]:
    article = {"@type": "NewsArticle", "headline": "The ferry stays"}
    authors = [{"name": f"Ann {n}"} for n in range(20_000)]
    return [
        holds("data-deep", "deep.html", lambda: page(head=_ld("[" * 100_000)), "read", words=SAILS),
        holds("data-deep-objects", "deep2.html", lambda: page(head=_ld('{"@graph":' * 900 + "1" + "}" * 900)), "read", words=SAILS),
        holds("data-broken", "broken.html", lambda: page(head=_ld('{"@type": "NewsArticle", "headline": ')), "read", words=SAILS),
        holds("data-wrong-types", "types.html", lambda: page(head=_ld('{"@type": ["NewsArticle", 3], "author": [[7]], "headline": {"@value": 3}, "datePublished": true}')), "read", words=SAILS),
        holds("data-large", "large.html", lambda: page(head=_ld(json.dumps({**article, "articleBody": "the boat " * 200_000}))), "read", words=SAILS),
        holds("data-half-surrogate", "half.html", lambda: page(head=_ld('{"@type": "NewsArticle", "headline": "a \\ud800", "author": "\\udfff"}')), "read", words=SAILS),
        holds("data-twenty-thousand-authors", "authors.html", lambda: page(head=_ld(json.dumps({**article, "author": authors}))), "read", words=SAILS),
        holds("data-by-the-thousand", "scripts.html", lambda: page(head=_ld(json.dumps(article)) * 3_000), "read", words=SAILS),
        holds("data-graph", "graph.html", lambda: page(head=_ld(json.dumps({"@graph": [article] * 30_000}))), "read", words=SAILS),
        holds("meta-by-the-thousand", "meta.html", lambda: page(head="".join(f"<meta name=author content='Ann {n}'>" for n in range(15_000))), "read", words=SAILS),
        holds("title-of-a-megabyte", "long-title.html", lambda: page(head=f"<title>{filled('a - ', 900_000)}</title>"), "read", words=SAILS),
        holds("dates-impossible", "dates.html", lambda: page("<time class=published datetime='99999-99-99T99:99:99+99:99'>0/0/0000</time><p>31 February 2031 25:61</p>", head="<meta name=date content='2031-13-45'><meta property='article:published_time' content='0000-00-00'>"), "read", words=SAILS),
        holds("address-impossible", "url.html", lambda: page(head="<link rel=canonical href='https://[::1'><meta property=og:url content='http://a:b:c@@/%ff?\u202e'>"), "read", words=SAILS),
        holds("language-impossible", "language.html", lambda: page().replace("lang='en'", f"lang='{'x' * 5_000}'"), "read", words=SAILS),
    ]  # fmt: skip


def _styles() -> list[Kind]:
    def style(css: str) -> str:
        return page(head=f"<style>{css}</style>")

    rules = "".join(f".c{n}{{display:none}}" for n in range(20_000))
    return [
        holds("style-selectors", "selectors.html", lambda: style(".a" * 200_000), "read", words=SAILS),
        holds("style-comments", "comments.html", lambda: style("/*" * 200_000 + "display:none"), "read", words=SAILS),
        holds("style-conditions", "conditions.html", lambda: style("@media x{a{display:none}" * 20_000), "read", words=SAILS),
        holds("style-at-signs", "at.html", lambda: style("@" * 200_000 + "display:none{"), "read", words=SAILS),
        holds("style-filters", "filters.html", lambda: style(".a{" + "filter:" * 60_000), "read", words=SAILS),
        holds("style-declarations", "declarations.html", lambda: page(f"<p style=\"{'filter:' * 60_000}{'display' + ' ' * 60_000}\">seen</p>"), "read", words="seen"),
        holds("style-hides-by-the-thousand", "rules.html", lambda: style(rules), "read", words=SAILS),
        holds("style-hides-everything", "hidden.html", lambda: page(head="<style>article{display:none} p{display:none} *{display:none}</style>"), "read", words=SAILS),
    ]  # fmt: skip
