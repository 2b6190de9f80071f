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
# In the cases that sheets are written in: an expression without case takes ten times as long.
NOT_SHOWN = re.compile(r"[Dd](?:isplay|ISPLAY)\s*:\s*[Nn](?:one|ONE)")
BLUR = re.compile(r"\b[Bb](?:lur|LUR)\(")
FILTER = re.compile(r"\bfilter\s*:", re.IGNORECASE)


def unshown(root: etree._Element) -> frozenset[str]:
    """Classes and ids, as `.name` and `#name`, that are not displayed in any case."""
    names = set()
    for css in _sheets(root):
        if NOT_SHOWN.search(css) is not None:
            for selectors, _ in _rules(CONDITIONAL.sub(" ", _uncommented(css)), NOT_SHOWN):
                names |= {match.group(1) for match in map(ONE_NAME.match, selectors.split(",")) if match}
    return frozenset(names)


def blurred(root: etree._Element) -> frozenset[str]:
    """Classes and ids, as `.name` and `#name`, that a rule blurs."""
    names = set()
    for css in _sheets(root):
        if "blur(" not in css and "BLUR(" not in css and "Blur(" not in css:
            continue
        for selectors, body in _rules(css, BLUR):
            last = LAST_NAME.search(selectors[-200:])
            if last is not None and is_blurred(body):
                names.add(last.group().strip())
    return frozenset(names)


def is_blurred(declarations: str) -> bool:
    """Whether declarations (of a rule, or of a `style` attribute) blur what they apply to."""
    for declaration in declarations.split(";"):
        blur = BLUR.search(declaration)
        if blur is not None and FILTER.search(declaration, 0, blur.start()) is not None:
            return True
    return False


def named(root: etree._Element, names: frozenset[str]) -> Iterator[etree._Element]:
    """The elements of these classes and ids."""
    ids = {name[1:] for name in names if name[0] == "#"}
    if ids:
        yield from (element for element in root.xpath("descendant-or-self::*[@id]") if element.get("id") in ids)
    classes = {name[1:] for name in names if name[0] == "."}
    if not classes:
        return
    known: dict[str, bool] = {}  # many elements have the same attribute
    for element in root.xpath("descendant-or-self::*[@class]"):
        given = element.get("class", "")
        if given not in known:
            known[given] = not classes.isdisjoint(given.split())
        if known[given]:
            yield element


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
