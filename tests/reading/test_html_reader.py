"""Pages: the visible text in document order, each block with its place. Which blocks are the article is another test's matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from firsthand.errors import UnreadableInput
from firsthand.model import Known
from firsthand.reading import Frozen, read_bytes
from firsthand.reading.html import parse_html
from firsthand.reading.visible import visible_page


def read(page: str | bytes) -> Frozen:
    (frozen,) = read_bytes(page if isinstance(page, bytes) else page.encode("utf-8"), "a.html", Known())
    return frozen


def visible(body: str) -> str:
    return visible_page(parse_html(f"<html><body>{body}</body></html>", "a.html")).text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("one<br>two<br><br>three", "one\ntwo\n\nthree"),
        ("<p> one \n\t two </p>", "one two"),
        ("<p>a<b>b</b>c <i> d</i></p>", "abc d"),
        ("<p>a&nbsp;b</p>", "a\xa0b"),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1\t2\n3"),
        ("<ul><li>one</li><li>two</li></ul>after", "one\ntwo\n\nafter"),
        ("<pre>a\n  b\r\nc</pre>", "a\n  b\nc"),
        ("<p>seen</p><script>x</script><style>y</style><template>t</template><noscript>n</noscript>", "seen"),
        ("<p>seen<span hidden>not</span><span style='color:red; DISPLAY : none'>nor this</span> too</p>", "seen too"),
        ("<p>before<script>x</script>after</p>", "beforeafter"),
        ("<h1>Title</h1>text<h2>Sub</h2>more", "Title\n\ntext\n\nSub\n\nmore"),
        ("<p>“quoted” <!-- not -->words</p>", "“quoted” words"),
        ("<figure><img alt='no'><figcaption>Photo</figcaption></figure>", "Photo"),
        ("loose <em>words", "loose words"),
    ],
)  # fmt: skip
def test_visible_text(body: str, text: str) -> None:
    assert visible(body) == text


def test_every_block_is_at_its_place() -> None:
    frozen = read(
        "<html><head><title>no</title></head><body><h1>Ferry</h1><div><p>one <b>bold</b></p><p>two</p></div><ul><li>three</li></ul>tail</body></html>"
    )
    root = lxml_html.document_fromstring(
        "<html><head><title>no</title></head><body><h1>Ferry</h1><div><p>one <b>bold</b></p><p>two</p></div><ul><li>three</li></ul>tail</body></html>"
    )
    assert "no" not in frozen.article.text.split()
    for block in frozen.page.blocks:
        assert frozen.article.text[block.span.start : block.span.end] == block.words
        (element,) = root.xpath(block.place)
        assert block.words in " ".join(element.text_content().split())
    assert [block.kind for block in frozen.page.blocks] == ["heading", "paragraph", "paragraph", "list-item", "line"]


def test_encodings_of_pages() -> None:
    words = "Fähre “bleibt” im Hafen"
    for encoding, declared in (("utf-8", "utf-8"), ("cp1252", "iso-8859-1"), ("utf-8", "iso-8859-1"), ("utf-16", "utf-16")):
        assert (
            words in read(f"<html><head><meta charset='{declared}'></head><body><p>{words}</p></body></html>".encode(encoding)).article.text
        )


def test_a_page_with_xml_declaration() -> None:
    assert (
        read(
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Fähre</p></body></html>'
        ).article.text
        == "Fähre"
    )


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<script>only()</script>", "<!-- nothing -->", "<p hidden>hidden</p>"])
def test_a_page_that_shows_nothing_is_refused(page: str) -> None:
    with pytest.raises(UnreadableInput, match=r"^a\.html: .*\.$"):
        read(page)


def test_half_a_pair_in_linked_data_never_reaches_a_row() -> None:
    page = '<html><head><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry \\ud800 stays"}</script></head><body><p>Ferry stays.</p></body></html>'
    try:
        frozen = read(page)
    except UnreadableInput:
        return
    for row in frozen.page.fields:
        row.value.encode("utf-8")


def test_depth_is_no_danger() -> None:
    page = "<html><body>" + "<div>" * 200 + "Ferry" + "</div>" * 200 + "<p>stays</p></body></html>"
    assert "Ferry" in read(page).article.text


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "</div>",
                "<br>",
                "<td>",
                "<pre>",
                "</pre>",
                "<b>",
                "</b>",
                " ",
                "\n",
                "\t",
                "word",
                "é",
                "&amp;",
                "<li>",
                "<h1>",
            ]
        ),
        max_size=25,
    )
)
def test_blocks_tile_the_visible_text(parts: list[str]) -> None:
    page = visible_page(parse_html("<html><body>" + "".join(parts) + "x</body></html>", "a.html"))
    end = 0
    for block in page.blocks:
        assert end <= block.start < block.end <= len(page.text)
        assert not page.text[end : block.start].strip()
        assert "\n" not in page.text[block.start : block.end]
        end = block.end
    assert not page.text[end:].strip()
    assert page.text.count("&") == parts.count("&amp;")
