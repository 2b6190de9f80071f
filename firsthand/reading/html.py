"""Web pages: the visible text is frozen whole; trafilatura decides which of its blocks are the article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from firsthand.errors import UnreadableInput
from firsthand.model import BlockKind
from firsthand.reading.decode import decode, mixture
from firsthand.reading.draft import Draft, DraftBlock, Problem
from firsthand.reading.head import page_fields
from firsthand.reading.main_text import main_blocks
from firsthand.reading.saved import saved_page, without_data
from firsthand.reading.visible import VisibleBlock, VisiblePage, visible_page

KINDS: dict[str, BlockKind] = {
    "p": "paragraph", "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "li": "list-item", "dt": "list-item", "dd": "list-item", "blockquote": "quote", "figcaption": "caption", "caption": "caption",
    "td": "cell", "th": "cell", "pre": "preformatted",
}  # fmt: skip
# libxml2 drops what follows it, which browsers show; to leave it out is right in every page.
HTML_END = re.compile(r"</html\s*>", re.IGNORECASE)
# libxml2 compares each attribute of a tag with all before it: so many take a second, five times as many minutes.
MOST_ATTRIBUTES = 20_000
TAG = re.compile(r"<[a-zA-Z]")
VALUE = re.compile(r"\"[^\"]*+\"|'[^']*+'")


def read_html(data: bytes, path: str) -> Iterator[Draft | Problem]:
    """One page, one article."""
    source = without_data(decode(data, path, markup=True))
    root = parse_html(source, path)
    page = visible_page(root)
    fields = tuple(page_fields(root, page.text))
    url = next((value for field, value, _ in fields if field == "url"), None)
    saved = saved_page(source)
    yield Draft(page.text, tuple(page_blocks(page, main_blocks(page, url))), (*fields, *saved.fields), saved.recorded)
    mixed = mixture(data, path, markup=True)
    if mixed:
        yield Problem("the whole page", mixed)


def parse_html(source: str, path: str) -> lxml_html.HtmlElement:
    if _crowded(source):
        raise UnreadableInput(f"{path}: has a tag with more than {MOST_ATTRIBUTES:,} attributes, as no page has. Save its text as .txt.")
    # The source is encoded anew so that a wrong declaration inside the page cannot misread it a second time.
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False)
    # One class for all elements, found without a call to Python for each.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement))
    try:
        root = lxml_html.document_fromstring(HTML_END.sub("", source).encode("utf-8", "surrogatepass"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableInput(f"{path}: cannot be read as HTML ({error}). Save the page again from its source.") from None
    # libxml2 gives what it has read until then, and says nothing.
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise UnreadableInput(f"{path}: is nested more than 2,048 elements deep, and cannot be read to its end. Save its text as .txt.")
    return root


def _crowded(source: str) -> bool:
    """Whether a tag holds more attributes than any page has; looked for only where nothing ends a tag for long."""
    for piece in source.split(">"):
        if len(piece) > 2 * MOST_ATTRIBUTES:
            begin = TAG.search(piece)
            if begin is not None and len(VALUE.sub(" ", piece[begin.start() :]).split()) > MOST_ATTRIBUTES:
                return True
    return False


def page_blocks(page: VisiblePage, main: list[bool], within: str = "") -> Iterator[DraftBlock]:
    for block, is_main in zip(page.blocks, main, strict=True):
        yield DraftBlock(block.start, block.end, page.text[block.start : block.end], _kind(block), within + block.place, is_main)


def _kind(block: VisibleBlock) -> BlockKind:
    for tag in block.tags[:4]:
        if tag in KINDS:
            return KINDS[tag]
    return "line"
