"""What a page's own style sheets do to the elements of a class or an id: not shown at all, or blurred.

Only rules that hold in every case count (none under `@media` and the like), and only selectors that are one class or id: what a whole
cascade would give takes a browser. All of it takes time by the length of the sheets, whatever they hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
CONDITIONAL = re.compile(r"@[^@{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
ONE_NAME = re.compile(r"\s*(?:[a-z][\w-]*)?([.#][\w-]+)\s*$", re.IGNORECASE)
LAST_NAME = re.compile(r"[.#][\w-]+\s*$")
NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# As nearly all sheets write it: an expression that tells case takes a tenth of the time.
NOT_SHOWN_SMALL = re.compile(r"display\s*:\s*(?:none|NONE|None)")
BLUR = re.compile(r"blur\(")
FILTER = re.compile(r"\bfilter\s*:", re.IGNORECASE)


def unshown(root: etree._Element) -> frozenset[str]:
    """Classes and ids, as `.name` and `#name`, that are not displayed in any case."""
    names = set()
    for css in _sheets(root):
        says = NOT_SHOWN if "DISPLAY" in css or "Display" in css else NOT_SHOWN_SMALL
        if says.search(css) is not None:
            for selectors, _ in _rules(CONDITIONAL.sub(" ", _uncommented(css)), says):
                names |= {match.group(1) for match in map(ONE_NAME.match, selectors.split(",")) if match}
    return frozenset(names)


def blurred(root: etree._Element) -> frozenset[str]:
    """Classes and ids, as `.name` and `#name`, that a rule blurs."""
    names = set()
    for css in _sheets(root):
        for selectors, body in _rules(css, BLUR):
            last = LAST_NAME.search(selectors[-200:])
            if last is not None and is_blurred(body):
                names.add(last.group().strip())
    return frozenset(names)


def is_blurred(declarations: str) -> bool:
    """Whether declarations (of a rule, or of a `style` attribute) blur what they apply to."""
    if "blur(" not in declarations:
        return False
    for declaration in declarations.split(";"):
        blur = BLUR.search(declaration)
        if blur is not None and FILTER.search(declaration, 0, blur.start()) is not None:
            return True
    return False


class Named:
    """Tells the elements of some classes and ids, given as `.name` and `#name`; an element at a time costs less than an XPath for all."""

    def __init__(self, names: frozenset[str]) -> None:
        self._classes = frozenset(name[1:] for name in names if name[0] == ".")
        self._ids = frozenset(name[1:] for name in names if name[0] == "#")
        self._known: dict[str, bool] = {}  # many elements have the same attribute

    def __contains__(self, element: etree._Element) -> bool:
        if self._ids and element.get("id") in self._ids:
            return True
        given = element.get("class") if self._classes else None
        if not given:
            return False
        if given not in self._known:
            self._known[given] = not self._classes.isdisjoint(given.split())
        return self._known[given]


def _sheets(root: etree._Element) -> Iterator[str]:
    for style in root.iter("style"):
        yield "".join(style.itertext())


def _uncommented(css: str) -> str:
    """The sheet without its comments; one that is not closed reaches to the end."""
    pieces: list[str] = []
    at = 0
    while (start := css.find("/*", at)) >= 0:
        pieces += (css[at:start], " ")
        end = css.find("*/", start + 2)
        at = end + 2 if end >= 0 else len(css)
    return "".join([*pieces, css[at:]]) if at else css


def _rules(css: str, says: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """(selectors, declarations) of the rules in which `says` is found; each part of the sheet is looked at once."""
    start, at = 0, 0
    for match in says.finditer(css):
        if match.start() < at:
            continue
        start = max(css.rfind("}", start, match.start()) + 1, start)
        at = css.find("}", match.end()) + 1
        if not at:
            return
        for selectors, body in RULE.findall(css[start:at]):
            if says.search(body):
                yield selectors, body
        start = at
