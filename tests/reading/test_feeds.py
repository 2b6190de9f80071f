from __future__ import annotations

import json
import socket
import time
from pathlib import Path

import pytest

from firsthand.errors import UnreadableInput, UnsupportedFormat
from firsthand.model import Known
from firsthand.reading import Frozen, Problem, read_bytes

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The Quay &amp; Co</title><link>https://quay.example/</link><language>en-gb</language>{items}</channel></rss>"""
FULL = """<item><title>Ferry &amp;amp; “bread”</title><link>https://quay.example/1</link><pubDate>Sat, 02 Aug 2031 10:15:00 +0200</pubDate>
<dc:creator>Oriel Tamsin</dc:creator><dc:creator>Bram Ostler</dc:creator><description>A teaser …</description>
<content:encoded><![CDATA[<p>The ferry &amp; the <b>wall</b></p><script>no()</script><p hidden>no</p><p>Bread runs short.</p>]]></content:encoded></item>"""
TEASER = """<item><title>Wall</title><link>/2</link><author>desk@quay.example (Bram Ostler)</author>
<description>Engineers &lt;b&gt;looked&lt;/b&gt; at the wall.</description></item>"""
BARE = "<item><title>Only a title</title><link>https://quay.example/3</link></item>"
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Quay</title><link href="https://quay.example/"/>{entries}</feed>"""


def read(data: str | bytes, name: str = "quay.rss") -> list[Frozen | Problem]:
    return read_bytes(data if isinstance(data, bytes) else data.encode(), name, Known())


def articles(data: str | bytes, name: str = "quay.rss") -> list[Frozen]:
    return [one for one in read(data, name) if isinstance(one, Frozen)]


def problems(data: str | bytes, name: str = "quay.rss") -> list[str]:
    return [one.error for one in read(data, name) if isinstance(one, Problem)]


def fields(frozen: Frozen) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in frozen.page.fields:
        if row.rule.startswith("feed "):
            found.setdefault(row.field, []).append(row.value)
    return found


def test_an_entry_with_its_text() -> None:
    (frozen,) = articles(RSS.format(items=FULL))
    assert frozen.article.text == "The ferry & the wall\n\nBread runs short."
    assert frozen.capture.place == "entry 1"
    assert frozen.capture.recorded is None
    assert [(block.kind, block.place, block.main) for block in frozen.page.blocks] == [
        ("paragraph", "entry 1 content/html/body/p[1]", True),
        ("paragraph", "entry 1 content/html/body/p[3]", True),
    ]
    assert fields(frozen) == {
        "url": ["https://quay.example/1"],
        "title": ["Ferry & “bread”"],
        "byline": ["Oriel Tamsin, Bram Ostler"],
        "outlet": ["The Quay & Co"],
        "published": ["2031-08-02T10:15:00+02:00"],
        "language": ["en-gb"],
    }


def test_a_teaser_is_cut_and_a_bare_link_is_a_problem() -> None:
    teaser, bare = read(RSS.format(items=TEASER + BARE))
    assert isinstance(teaser, Frozen)
    assert teaser.article.text == "Engineers looked at the wall."
    assert fields(teaser)["extent"] == ["cut"]
    assert (fields(teaser)["url"], fields(teaser)["byline"]) == (["https://quay.example/2"], ["Bram Ostler"])
    assert bare == Problem("entry 2", "quay.rss: entry 2 has a title or a link only, and no text. Save the article itself.")


def test_a_long_description_may_be_the_whole_report() -> None:
    item = f"<item><title>Wall</title><link>https://quay.example/2</link><description>{'The wall broke again. ' * 60}</description></item>"
    (frozen,) = articles(RSS.format(items=item))
    assert "extent" not in fields(frozen)
    (alone,) = articles(RSS.format(items="<item><description>The wall broke.</description></item>"))
    assert "extent" not in fields(alone)


def test_atom() -> None:
    entries = """<entry><title type="html">Ferry &lt;i&gt;stays&lt;/i&gt;</title><link rel="self" href="https://quay.example/self"/>
    <link href="https://quay.example/a"/><id>urn:1</id><published>2031-08-02</published><updated>2031-08-03T10:00:00+02:00</updated>
    <author><name>Oriel Tamsin</name></author><summary>Short.</summary><source><title>Island Post</title></source>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The ferry stays.</p><p>The wall broke.</p></div></content></entry>
    <entry><title>Text</title><link href="https://quay.example/b"/><content type="text">Less &lt; more &amp;amp; so on.</content></entry>
    <entry><title>Abstract</title><summary>Only a summary.</summary></entry>"""
    first, second, third = articles(ATOM.format(entries=entries), "quay.atom")
    assert first.article.text == "The ferry stays.\n\nThe wall broke."
    assert fields(first) == {
        "url": ["https://quay.example/a"],
        "title": ["Ferry stays"],
        "byline": ["Oriel Tamsin"],
        "outlet": ["Island Post", "Quay"],
        "published": ["2031-08-02"],
        "modified": ["2031-08-03T10:00:00+02:00"],
        "language": ["en"],
    }
    assert second.article.text == "Less < more &amp; so on."
    assert fields(third)["extent"] == ["cut"]


def test_rdf_and_other_names() -> None:
    rdf = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel><title>Quay</title></channel><item><title>Ferry</title><link>https://quay.example/1</link><description>The ferry stays.</description></item></rdf:RDF>"""
    for name in ("quay.rdf.xml", "quay.xml", "stdin", "quay.txt"):
        (frozen,) = articles(rdf, name)
        assert frozen.article.text == "The ferry stays."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    source = RSS.format(items=FULL.replace("Bread", "Fähre")).replace('encoding="utf-8"', f'encoding="{encoding.removesuffix("-sig")}"')
    assert articles(source.encode(encoding))[0].article.text.endswith("Fähre runs short.")


# --- what a feed must not do ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "link", ["file:///etc/passwd", "javascript:alert(1)", "ftp://quay.example/1", "data:text/html,x", "C:\\\\texts\\\\a.txt"]
)
def test_a_link_that_is_none_of_the_web_is_refused_and_said(link: str) -> None:
    data = RSS.format(items=TEASER.replace("/2</link>", f"{link}</link>"))
    (frozen,) = articles(data)
    assert "url" not in fields(frozen)
    assert frozen.article.url is None
    (error,) = problems(data)
    assert error.startswith("quay.rss: entry 1 links to ")
    assert error.endswith("is left out. Links are never followed.")


def test_no_link_is_fetched_and_no_file_is_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("<p>secret</p>")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a feed reached for the network")

    articles(RSS.format(items=FULL))  # everything is imported
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.chdir(tmp_path)
    entries = """<entry><title>a</title><link href="secret.html"/><content src="secret.html" type="text/html"/></entry>
    <entry><title>b</title><link href="https://quay.example/b"/><content type="html">&lt;p&gt;shown&lt;img src="http://quay.example/x.png"&gt;</content></entry>"""
    found = read(ATOM.format(entries=entries))
    assert [one.article.text for one in found if isinstance(one, Frozen)] == ["shown"]
    assert "secret" not in str([one for one in found if isinstance(one, Frozen)])


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        "<!ENTITY x PUBLIC 'a' 'http://quay.example/x'>",
        '<!ENTITY % y SYSTEM "http://quay.example/y.dtd"> %y;',
        '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)) + '<!ENTITY x "&a9;">',
        f'<!ENTITY x "{"a" * 100_000}">',
    ],
    ids=["file", "public", "parameter", "laughs", "quadratic"],
)
def test_entities_do_no_harm(declared: str) -> None:
    item = TEASER.replace("Engineers", "&x;" * 10)
    data = RSS.format(items=item).replace("<rss ", f"<!DOCTYPE rss [{declared}]><rss ")
    start = time.process_time()
    with pytest.raises(UnreadableInput, match=r"^quay\.rss: declares entities that refer to files or to each other.*\.$"):
        read(data)
    with pytest.raises(UnreadableInput, match="declares entities"):
        read(data.replace('encoding="utf-8"', 'encoding="utf-16"').encode("utf-16"))
    assert time.process_time() - start < 2


def test_a_doctype_and_names_of_characters_do_no_harm() -> None:
    for doctype in (
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://quay.example/rss-0.91.dtd">',
        '<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>',
    ):
        (frozen,) = articles(RSS.format(items=TEASER.replace("Engineers", "Engineers &amp; others")).replace("<rss ", f"{doctype}<rss "))
        assert frozen.article.text.startswith("Engineers & others")


# --- what is no feed, or a broken one --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ('<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>', "NewsML-G2"),
        ("<?xml version='1.0'?><!-- a --><nitf><body/></nitf>", "NITF"),
        ("<!DOCTYPE html><html><body>404</body></html>", "web page"),
        ("<urlset><url/></urlset>", "sitemap"),
        ("<invoice/>", "<invoice>"),
        ("no markup", "does not begin with an element"),
        ("<?xml version='1.0'?>", "does not begin with an element"),
    ],
)
def test_other_xml_is_refused_by_name(data: str, says: str) -> None:
    with pytest.raises(UnsupportedFormat, match=says) as caught:
        read(data, "some.xml")
    assert str(caught.value).startswith("some.xml: ")
    assert str(caught.value).endswith(".")


def test_a_feed_without_entries_is_refused() -> None:
    with pytest.raises(UnreadableInput, match=r"^quay\.rss: is a feed without entries\."):
        read(RSS.format(items=""))


def test_a_feed_that_breaks_off_is_said() -> None:
    whole = RSS.format(items=FULL * 3)
    data = whole[: whole.rfind("Bread runs")]
    found = read(data)
    assert [one.capture.place for one in found if isinstance(one, Frozen)] == ["entry 1", "entry 2", "entry 3"]
    assert [one.place for one in found if isinstance(one, Problem)] == ["entry 3"]
    assert problems(data) == ["quay.rss: ends inside the feed, at entry 3: it may be cut, and more may be missing. Save the feed again."]


def test_broken_markup_loses_no_entry() -> None:
    data = RSS.format(items=FULL.replace("Oriel", "Oriel &bogus; & ") + TEASER)
    assert [frozen.capture.place for frozen in articles(data)] == ["entry 1", "entry 2"]
    assert problems(data) == []


# --- JSON Feed ------------------------------------------------------------------------------------------------------------------------


def test_json_feed() -> None:
    value = {
        "version": "https://jsonfeed.org/version/1.1", "title": "Quay", "home_page_url": "https://quay.example/", "language": "en",
        "items": [
            {"id": "1", "url": "https://quay.example/1", "title": "AT&T", "content_html": "<p>The ferry stays.</p>", "authors": [{"name": "Oriel Tamsin"}],
             "date_published": "2031-08-02T10:15:00+02:00"},
            {"id": "2", "content_text": "The wall broke.", "author": {"name": "Bram Ostler"}},
            {"id": "3", "url": "file:///etc/passwd", "summary": "Only a summary."},
            {"id": "4", "title": "nothing"},
            "no object",
        ],
    }  # fmt: skip
    data = json.dumps(value)
    first, second, third = articles(data, "feed.json")
    assert (first.article.text, first.capture.place) == ("The ferry stays.", "entry 1")
    assert fields(first) == {
        "url": ["https://quay.example/1"], "title": ["AT&T"], "byline": ["Oriel Tamsin"], "outlet": ["Quay"], "published": ["2031-08-02T10:15:00+02:00"],
        "language": ["en"],
    }  # fmt: skip
    assert (second.article.text, fields(second)["byline"]) == ("The wall broke.", ["Bram Ostler"])
    assert fields(third)["extent"] == ["cut"]
    assert [error.split(":")[1][:9] for error in problems(data, "feed.json")] == [" entry 3 ", " entry 4 ", " entry 5 "]


@pytest.mark.parametrize("items", [[], [{"title": []}], [{"authors": "x", "url": 5, "content_html": 7}]])
def test_a_json_feed_of_nothing(items: list[object]) -> None:
    data = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items})
    if items:
        assert articles(data, "feed.json") == []
    else:
        with pytest.raises(UnreadableInput, match="without entries"):
            read(data, "feed.json")


def test_marks_that_nobody_sees_are_no_part_of_a_link_and_are_spelled_out_in_messages() -> None:
    (frozen,) = articles(RSS.format(items=FULL.replace("<link>", "<link>\ufeff")))
    assert frozen.article.url == "https://quay.example/1"
    (line,) = problems(RSS.format(items=FULL.replace("<link>https://", "<link>file:///\u200b")))
    assert "\\u200bquay.example/1, which is no web address" in line
    assert line.isprintable()
