"""The visible text of a web page, in document order, with the place of every block.

The text follows the "rendered text collection steps" behind `innerText` in the HTML standard, as far as they can be followed
without style sheets: white space collapses, block elements begin a line, paragraphs and headings stand apart by a blank
line, table cells by a tab. What a browser does not show (head, scripts, templates, `hidden`, `display: none` inline or for a class or
id in the page's own style) is left out; nothing else is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from firsthand.reading.styles import Named, unshown

# Elements whose content no browser shows as text of the page.
UNSEEN = frozenset(
    "head title script style noscript template iframe object embed svg math canvas audio video map select datalist textarea input "
    "meter progress dialog".split()
)
# Elements that stand apart by a blank line (user-agent margins), and those that only begin a new line.
APART = frozenset("p h1 h2 h3 h4 h5 h6 blockquote pre ul ol dl figure table hr".split())
LINE = frozenset(
    "address article aside body center dd details dir div dt fieldset figcaption footer form header hgroup html legend li main "
    "menu nav option search section summary tbody tfoot thead tr caption button".split()
)
CELL = frozenset(("td", "th"))
# Line breaks that an element makes before and after itself; 0: a tab.
BREAKING = {**dict.fromkeys(APART, 2), **dict.fromkeys(LINE, 1), **dict.fromkeys(CELL, 0)}
# Names as the parser gives them, so that none is made lower case a thousand times.
NAMES = {
    name: name
    for name in (*BREAKING, *UNSEEN, "a", "b", "br", "em", "i", "img", "link", "meta", "path", "source", "span", "strong", "time")
}
# White space as HTML has it, and the runs of it that collapse into one space.
WHITE = " \t\n\r\f"
COLLAPSE = re.compile(r"[\t\n\r\f][ \t\n\r\f]*| [ \t\n\r\f]+")
HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# Tag names kept of a block: its own and those around it. What a line is shows close by.
NEAREST = 8


@dataclass(frozen=True, slots=True)
class VisibleBlock:
    """One line of the visible text: `start` and `end` are code points into `VisiblePage.text`, half-open.

    `tags` are the names of the element and of those around it, innermost first, `NEAREST` of them at most.
    """

    start: int
    end: int
    place: str
    tags: tuple[str, ...]
    element: etree._Element


@dataclass(frozen=True, slots=True)
class VisiblePage:
    text: str
    blocks: tuple[VisibleBlock, ...]


def visible_page(root: etree._Element) -> VisiblePage:
    """Collect the visible text under `root` in one walk: time by the number of elements, and depth never costs the stack."""
    writer = _Writer()
    unseen = Named(unshown(root))
    unread: etree._Element | None = None
    top: _Open | None = None
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            top = _Open(element, top)
            if top.name in UNSEEN or _hides_itself(element) or element in unseen:
                unread = element
                walk.skip_subtree()
            else:
                writer.begin(top)
            continue
        if event == "end" and top is not None:
            if element is unread:
                unread = None
            elif top.breaks is not None:
                writer.boundary(top.breaks)
            top = top.around
        text = element.tail
        if text and top is not None:
            writer.words(text, top)
    return writer.page()


def _hides_itself(element: etree._Element) -> bool:
    style = element.get("style")
    return (style is not None and HIDDEN_STYLE.search(style) is not None) or element.get("hidden") is not None


class _Open:
    """An element on the way down, with what its place needs: its number among those of its tag, and how many of each tag it holds."""

    __slots__ = ("around", "breaks", "element", "inside", "line", "name", "nearest", "number", "place", "preformatted", "tag")

    def __init__(self, element: etree._Element, around: _Open | None) -> None:
        tag = str(element.tag)
        name = NAMES.get(tag) or tag.rsplit("}", 1)[-1].lower()
        self.element, self.around, self.tag, self.name = element, around, tag, name
        self.breaks: int | None = BREAKING.get(name)
        self.inside: dict[str, int] | None = None
        self.place: str | None = None
        self.nearest: tuple[str, ...] | None = None
        # A block's place is that of the nearest element that makes a line of its own, not of its first bold word.
        # None where that is itself: an object that holds itself would hold the page until a collection.
        self.line: _Open | None = None if around is None or self.breaks is not None else around.line or around
        self.preformatted: bool = name == "pre" or (around is not None and around.preformatted)
        self.number = 1
        if around is not None:
            if around.inside is None:
                around.inside = {}
            self.number = around.inside[tag] = around.inside.get(tag, 0) + 1

    def step(self) -> str:
        """Its step in an XPath; known for certain when the walk has left the element around it."""
        alone = self.around is None or self.around.inside is None or self.around.inside[self.tag] == 1
        return self.tag if alone else f"{self.tag}[{self.number}]"

    def path(self) -> str:
        """An absolute XPath with positions, as `ElementTree.getpath` writes it; shared prefixes are written once."""
        chain: list[_Open] = []
        node: _Open | None = self
        while node is not None and node.place is None:
            chain.append(node)
            node = node.around
        path = node.place or "" if node is not None else ""
        for node in reversed(chain):
            path = node.place = f"{path}/{node.step()}"
        return path

    def tags(self) -> tuple[str, ...]:
        """`VisibleBlock.tags` of this element; brothers and sisters share what is around them."""
        around = self.around
        if around is None:
            return (self.name,)
        if around.nearest is None:
            names: list[str] = []
            node: _Open | None = around
            while node is not None and len(names) < NEAREST - 1:
                names.append(node.name)
                node = node.around
            around.nearest = tuple(names)
        return (self.name, *around.nearest)


class _Writer:
    """Joins pieces of text with the collapsed white space and the line breaks that are due between them."""

    __slots__ = ("_blocks", "_breaks", "_gap", "_length", "_open", "_pieces", "_start")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._breaks = 0
        self._gap = ""
        self._start = 0
        self._open: _Open | None = None  # the element in which the block that is being written began
        self._blocks: list[tuple[int, int, _Open]] = []

    def words(self, text: str, within: _Open) -> None:
        """`text` stands directly inside `within`."""
        if within.preformatted:
            for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
                if number:
                    self.line_break()
                if line:
                    self._put(line, within)
            return
        words = text.strip(WHITE)
        if not words:
            self._gap = self._gap or " "
            return
        if text[0] in WHITE:
            self._gap = self._gap or " "
        self._put(COLLAPSE.sub(" ", words), within)
        if text[-1] in WHITE:
            self._gap = " "

    def begin(self, within: _Open) -> None:
        """An element begins: its own break, then the text before its first child."""
        if within.name == "br":
            self.line_break()
        if within.breaks is not None:
            self.boundary(within.breaks)
        text = within.element.text
        if text:
            self.words(text, within)

    def boundary(self, breaks: int) -> None:
        """An element that makes so many breaks begins or ends."""
        if breaks:
            self._end_block(breaks)
        else:
            self._gap = "\t"

    def line_break(self) -> None:
        self._end_block(min(self._breaks + 1, 2) if self._open is None else 1)

    def page(self) -> VisiblePage:
        self._end_block(0)
        text = "".join(self._pieces)
        return VisiblePage(
            text, tuple(VisibleBlock(a, b, o.path(), o.tags(), o.element) for a, b, o in self._blocks if not text[a:b].isspace())
        )

    def _put(self, text: str, within: _Open) -> None:
        if self._open is None:
            lead = "\n" * self._breaks if self._length else ""
            self._start = self._length + len(lead)
            self._open = within
            self._breaks = 0
        else:
            lead = self._gap
        if lead:
            self._pieces.append(lead)
        self._pieces.append(text)
        self._length += len(lead) + len(text)
        self._gap = ""

    def _end_block(self, breaks: int) -> None:
        if self._open is not None:
            self._blocks.append((self._start, self._length, self._open.line or self._open))
            self._open = None
        self._gap = ""
        self._breaks = max(self._breaks, breaks)
