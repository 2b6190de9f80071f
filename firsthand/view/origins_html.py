"""The Origins section as the page lists it: the articles by where they have their reports from, and the map's rows as a table.

Of a large page, long parts stand in `noscript` elements, as in `rows`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from firsthand.view import map_drawn, origins, say
from firsthand.view.answers import Place
from firsthand.view.highlight import escaped
from firsthand.view.origins import Line, Report, Words
from firsthand.view.rows import mark
from firsthand.view.sourcing_map import Edge, Node, SourcingMap

# Lines and rows of a large page that are drawn together; of many words or articles in one line, so many are shown.
AT_ONCE, WORDS_SHOWN, NODES_SHOWN, AGAIN_SHOWN = 40, 6, 12, 4
# Lines that tell of several articles in a few words each.
BRIEFLY = ("same", "common", "alike", "quoted")
AMONG_ARTICLES = ("reuse", "quotation", "link", "correction")


def articles(listed: Sequence[Report], found: SourcingMap, large: bool) -> str:
    """Every article with what is told of it, by group."""
    parts = []
    for under in origins.headings(listed, found):
        folded = under.group == "none"
        number = say.count(len(under.reports), "article")
        if folded and large:
            parts.append(f'<p class="meta">{under.words}: {number}. {origins.NOT_SHOWN} <code>firsthand origins</code> lists them.</p>\n')
            continue
        bundles = _bundles([_report(one, large) for one in under.reports], large, lambda inner: f'<ol class="rows">\n{inner}</ol>\n')
        heading = escaped(under.words) + ("" if under.group == "agency" else f" <small>{len(under.reports)}</small>")
        if folded:
            parts.append(
                f'<details class="whence"><summary>{heading}</summary>\n<p class="quiet">{origins.NOT_SHOWN}</p>\n{bundles}</details>\n'
            )
        else:
            note = f'<p class="quiet">{under.note}</p>\n' if under.note else ""
            parts.append(f'<section class="whence"><h3 class="name">{heading}</h3>\n{note}{bundles}</section>\n')
    return "".join(parts)


def _bundles(items: Sequence[str], large: bool, dress: object) -> str:
    assert callable(dress)
    if not large:
        return str(dress("".join(items)))
    starts = range(0, len(items), AT_ONCE)
    return "".join(_later(str(dress("".join(items[n : n + AT_ONCE]))), len(items[n : n + AT_ONCE])) for n in starts)


def _later(html: str, lines: int) -> str:
    return f'<div class="later" data-lines="{lines}"><noscript>{html}</noscript></div>\n'


def _report(one: Report, large: bool) -> str:
    place = one.place
    title = f'<span class="told">{escaped(place.title)}</span>' if place.title else f"No title known <small>{escaped(place.path)}</small>"
    lines = "".join(f'<li class="{line.kind.replace(" ", "-")}">{told}</li>\n' for line, told in _lines(one.lines, large))
    if one.followed:
        links = _few([_link(node.place, large) for node in one.followed if node.place])
        lines += f"<li>{say.count(len(one.followed), 'article has', 'articles have')} it from here: {links}</li>\n"
    told = f'<ul class="whence-lines">\n{lines}</ul>\n' if lines else ""
    return (
        f'<li class="row" data-d="{place.number}">\n{mark(place.outlet, large)}\n<div class="said"><a class="open" href="#article={place.article_id}">{title}</a>\n'
        f'<p class="meta">{escaped(say.outlet(place.outlet))} · {say.dates(place.earliest, place.latest)}</p>\n{told}</div>\n</li>\n'
    )


def _lines(lines: Sequence[Line], large: bool) -> Iterator[tuple[Line, str]]:
    """Each line in HTML; credits of reports that the story does not have stand in one."""
    outside: dict[str, list[Line]] = {}
    for line in lines:
        if line.kind == "credits" and line.nodes[0].place is None:
            outside.setdefault(line.reason, []).append(line)
    for line in lines:
        if line in outside.get(line.reason, ()):
            together = outside.pop(line.reason)
            named = "; ".join(f"{_name(one.nodes[0])}{_words(one.words)}" for one in together)
            yield line, f"{line.verb} {named}{_quiet(line.reason)}"
        elif line.kind != "credits" or line.nodes[0].place is not None:
            yield line, _line(line, large)


def _line(line: Line, large: bool) -> str:
    if line.kind in BRIEFLY and all(node.place for node in line.nodes):
        pairs = zip(line.nodes, line.pairs, strict=False)
        return f"{line.verb} {_few([_link(node.place, large, pair) for node, pair in pairs if node.place])}{_quiet(line.reason)}"
    told_by_words = {one.words.casefold() for one in line.words} if line.kind == "documents" else set()
    named = [node for node in line.nodes if node.name.casefold() not in told_by_words]
    names = "; ".join(f"{_name(node)}{_beside(line, number)}" for number, node in enumerate(named[:NODES_SHOWN]))
    told = [f"<b>{line.verb}</b>" if line.kind == "derived" else line.verb, names + _more(line) + _words(line.words) + _quiet(line.reason)]
    told += ['<span class="round">↻ the chain comes back to where it began</span>'] if line.circular else []
    return " ".join(filter(None, told))


def _quiet(reason: str) -> str:
    return f' <span class="quiet">({escaped(reason)})</span>' if reason else ""


def _more(line: Line) -> str:
    return f" and {len(line.nodes) - NODES_SHOWN} more" if len(line.nodes) > NODES_SHOWN else ""


def _few(links: Sequence[str]) -> str:
    return ", ".join(links[:NODES_SHOWN]) + (f" and {len(links) - NODES_SHOWN} more" if len(links) > NODES_SHOWN else "")


def _beside(line: Line, number: int) -> str:
    if number >= len(line.pairs):
        return ""
    a, b = line.pairs[number]
    passages = f"{shared(line.passages, line.quoted)}, " if line.passages and len(line.pairs) == 1 else ""
    return f' <a class="beside with-script" href="#article={b}" data-compare="{a},{b}">{passages}side by side</a>'


def shared(passages: int, quoted: int) -> str:
    """How many passages two articles share, told apart: `3 passages, 1 of them quoted words`."""
    if quoted in (0, passages):
        return say.count(passages, "passage of quoted words" if quoted else "passage", "passages of quoted words" if quoted else "passages")
    return f"{passages} passages, {quoted} of them quoted words"


def _name(node: Node) -> str:
    if node.place is not None:
        return f'{mark(node.place.outlet)} <a class="w" href="#article={node.place.article_id}">{escaped(node.name)}</a>'
    return f"{mark(node.outlet)} {escaped(node.name)}" if node.outlet else f'<span class="whom">{escaped(node.name)}</span>'


def _link(place: Place, large: bool, pair: tuple[str, str] | None = None) -> str:
    """An article in a few words, its outlet and its day, which lead to it or to the two side by side; of a large page its outlet's letters alone."""
    words = "" if large else f" <span>{escaped(say.outlet(place.outlet))}{_on(place)}</span>"
    beside = f' data-compare="{pair[0]},{pair[1]}"' if pair else ""
    return f'<a href="#article={place.article_id}"{beside} title="{escaped(_called(place))}">{mark(place.outlet, True)}{words}</a>'


def _on(place: Place) -> str:
    day = map_drawn.day(place)
    return f", {day}" if day else ""


def _called(place: Place) -> str:
    return f"{say.outlet(place.outlet)}: {place.title or 'no title known'}"


def _words(words: Sequence[Words]) -> str:
    """The words, each once; where they stand again leads there too."""
    alike: dict[tuple[str, str], list[Words]] = {}
    for one in words:
        alike.setdefault((one.whose, _short(one.words).casefold()), []).append(one)
    links = [
        (f"{escaped(some[0].whose)}: " if some[0].whose else "")
        + f'<a class="w" href="#{address(some[0])}">“{escaped(_short(some[0].words))}”</a>'
        + "".join(f' <a href="#{address(one)}">again</a>' for one in some[1:AGAIN_SHOWN])
        for some in list(alike.values())[:WORDS_SHOWN]
    ]
    more = f" and {len(alike) - WORDS_SHOWN} more" if len(alike) > WORDS_SHOWN else ""
    return f" {', '.join(links)}{more}" if links else ""


def address(one: Words) -> str:
    return f"{one.table}={one.row}" if one.row else f"article={one.article_id}&amp;at={one.start}"


def _short(words: str, most: int = 90) -> str:
    plain = " ".join(words.lstrip(" .,;:").split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"


# --- the table --------------------------------------------------------------------------------------------------------------------------


def table(found: SourcingMap, large: bool) -> str:
    """The rows of the map: every edge, what it is, why, and its words; of a large page those between two articles, for the list of articles has the others."""
    nodes = {node.key: node for node in found.nodes}
    rows = [_row(edge, nodes) for edge in found.edges if not large or edge.kind in AMONG_ARTICLES]
    head = '<thead><tr><th scope="col">Article</th><th scope="col">How</th><th scope="col">Whom</th><th scope="col">Why</th><th scope="col">Words</th></tr></thead>'
    return _bundles(rows, large, lambda inner: f'<table class="edges">{head}<tbody>\n{inner}</tbody></table>\n')


def _row(edge: Edge, nodes: Mapping[str, Node]) -> str:
    target, source = nodes[edge.target], nodes[edge.source]
    round_ = " ↻" if edge.circular else ""
    return (
        f'<tr><th scope="row">{_name(target)}</th><td>{origins.verb_of(edge)}{round_}</td><td>{_name(source)}</td>'
        f"<td>{escaped(origins.reason_of(edge, nodes))}</td><td>{_evidence(edge)}</td></tr>\n"
    )


def _evidence(edge: Edge) -> str:
    if edge.kind in ("credit", "wire", "document"):
        piece = next((one for one in edge.evidence if one.role in ("credit", "source")), edge.evidence[0])
        href = f"finding={edge.row}" if edge.kind == "document" else f"credit={edge.row}"
        return f'<a class="w" href="#{href}">“{escaped(_short(piece.words))}”</a>'
    rare = _rare(edge)
    if edge.kind in ("reuse", "quotation"):
        passages = shared(len(edge.passages), sum(one.kind == "quotation" for one in edge.passages)) if edge.passages else "both"
        link = f'<a href="#article={edge.target}" data-compare="{edge.source},{edge.target}">{passages}<span class="with-script">, side by side</span></a>'
        return link + (f"; rare in both: {rare}" if rare else "")
    return f'<a href="#article={edge.target}">the article</a>'


def _rare(edge: Edge) -> str:
    words = dict.fromkeys(one.words for one in edge.evidence if one.role == "rare-source")
    return ", ".join(f'<span class="w">{escaped(one)}</span>' for one in words)


def circles(found: SourcingMap) -> Iterable[str]:
    nodes = {node.key: node for node in found.nodes}
    return [escaped(origins.chain(circle, nodes)) for circle in found.circles]
