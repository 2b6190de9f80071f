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
COLLAPSE = re.compile(r"[ \t\n\r\f]+")
# A rule of the page's own style sheet that is not under a condition, and a selector that is one class or id.
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
CONDITIONAL = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|/\*.*?\*/", re.DOTALL)
ONE_NAME = re.compile(r"\s*(?:[a-z][\w-]*)?([.#][\w-]+)\s*$", re.IGNORECASE)
NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class VisibleBlock:
    """One line of the visible text: `start` and `end` are code points into `VisiblePage.text`, half-open."""

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
    """Collect the visible text under `root`; iterative, so that depth costs memory and never the stack."""
    writer = _Writer()
    unshown = _unshown(root)
    stack: list[tuple[etree._Element, bool]] = [(root, False)]
    preformatted = 0
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        name = tag.rsplit("}", 1)[-1].lower()
        if leaving:
            writer.boundary(name, element)
            preformatted -= name == "pre"
            if element is not root:
                writer.words(element.tail, element.getparent(), preformatted > 0)
            continue
        if not tag or name in UNSEEN or _hidden(element, unshown):
            if element is not root:
                writer.words(element.tail, element.getparent(), preformatted > 0)
            continue
        if name == "br":
            writer.line_break()
        writer.boundary(name, element)
        preformatted += name == "pre"
        writer.words(element.text, element, preformatted > 0)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    return writer.page()


def _hidden(element: etree._Element, unshown: frozenset[str]) -> bool:
    if element.get("hidden") is not None:
        return True
    if unshown and not unshown.isdisjoint((f"#{element.get('id')}", *(f".{name}" for name in (element.get("class") or "").split()))):
        return True
    style = element.get("style")
    return style is not None and HIDDEN_STYLE.search(style) is not None


def _unshown(root: etree._Element) -> frozenset[str]:
    """Classes and ids, as `.name` and `#name`, that the page's own style sheets hide in every case."""
    names = set()
    for style in root.iter("style"):
        for selectors, body in RULE.findall(CONDITIONAL.sub(" ", "".join(style.itertext()))):
            if NOT_SHOWN.search(body):
                names |= {match.group(1) for match in map(ONE_NAME.match, selectors.split(",")) if match}
    return frozenset(names)


class _Writer:
    """Joins pieces of text with the collapsed white space and the line breaks that are due between them."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._breaks = 0
        self._gap = ""
        self._block_start: int | None = None
        self._block_element: etree._Element | None = None
        self._blocks: list[tuple[int, int, etree._Element]] = []

    def words(self, text: str | None, element: etree._Element | None, preformatted: bool) -> None:
        if not text or element is None:
            return
        if preformatted:
            for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
                if number:
                    self.line_break()
                self._put(line, element)
            return
        text = COLLAPSE.sub(" ", text)
        if text == " ":
            self._gap = self._gap or " "
            return
        if text[0] == " ":
            self._gap = self._gap or " "
        self._put(text.strip(" "), element)
        if text[-1] == " ":
            self._gap = " "

    def boundary(self, name: str, element: etree._Element) -> None:
        if name in APART:
            self._end_block(2)
        elif name in LINE:
            self._end_block(1)
        elif name in CELL:
            self._gap = "\t"

    def line_break(self) -> None:
        self._end_block(min(self._breaks + 1, 2) if self._block_start is None else 1)

    def page(self) -> VisiblePage:
        self._end_block(0)
        text = "".join(self._pieces)
        places: dict[etree._Element, str] = {}
        return VisiblePage(
            text,
            tuple(VisibleBlock(a, b, _place(e, places), _tags(e), e) for a, b, e in self._blocks if not text[a:b].isspace()),
        )

    def _put(self, text: str, element: etree._Element) -> None:
        if not text:
            return
        lead = ("\n" * self._breaks if self._length else "") if self._block_start is None else self._gap
        self._pieces += (lead, text)
        self._length += len(lead)
        if self._block_start is None:
            self._block_start = self._length
            self._block_element = element
            self._breaks = 0
        self._length += len(text)
        self._gap = ""

    def _end_block(self, breaks: int) -> None:
        if self._block_start is not None and self._block_element is not None:
            self._blocks.append((self._block_start, self._length, _block_ancestor(self._block_element)))
            self._block_start = self._block_element = None
        self._gap = ""
        self._breaks = max(self._breaks, breaks)


def _block_ancestor(element: etree._Element) -> etree._Element:
    """The nearest element that makes a line of its own: a block's place is that of its line, not of its first bold word."""
    while (parent := element.getparent()) is not None:
        name = str(element.tag).lower()
        if name in APART or name in LINE or name in CELL:
            break
        element = parent
    return element


def _tags(element: etree._Element) -> tuple[str, ...]:
    """Tag names from the element up to the root."""
    return (str(element.tag).lower(), *(str(a.tag).lower() for a in element.iterancestors()))


def _place(element: etree._Element, known: dict[etree._Element, str]) -> str:
    """An absolute XPath with positions, as `ElementTree.getpath` writes it; shared prefixes are computed once."""
    chain: list[etree._Element] = []
    node: etree._Element | None = element
    while node is not None and node not in known:
        chain.append(node)
        node = node.getparent()
    path = known[node] if node is not None else ""
    for node in reversed(chain):
        path = f"{path}/{_step(node)}"
        known[node] = path
    return path


def _step(element: etree._Element) -> str:
    tag = str(element.tag)
    before = sum(1 for _ in element.itersiblings(tag, preceding=True))
    alone = not before and next(element.itersiblings(tag), None) is None
    return tag if alone else f"{tag}[{before + 1}]"
