"""The picture of the sourcing map as SVG, and what its curves mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from firsthand.view import say
from firsthand.view.answers import Place
from firsthand.view.highlight import escaped
from firsthand.view.map_drawn import LINE, Dot, Drawing, Stroke, day
from firsthand.view.rows import colour, mark

# A name is cut after so many letters, on a narrow screen after fewer; what else is told of a node stands there on wide screens alone.
NAME, NARROW, MORE, APART, SHOWN = 40, 26, 52, 14, 12
# Where names begin, in pixels: right of the nodes, and of the marks for what leads nowhere.
BESIDE, LOST = 11, 15
KEY = {
    "same": "one text, whole or cut", "whole": "repeats", "reuse": "draws on, in part", "credit": "credits", "wire": "marked as an agency’s",
    "common": "share words and a source", "alike": "share words, first not told", "document": "cites a document",
}  # fmt: skip


def picture(drawn: Drawing) -> str:
    """The map as SVG, each node and edge a link with a name, in pixels from the left: what is told of a node beside its name is cut on the right."""
    if not drawn.dots:
        return ""
    what = "outlets" if drawn.folded else "articles"
    says = f"Map of {len(drawn.dots)} {what} and sources with {say.count(len(drawn.strokes), 'line')}; the table below has every row"
    strokes = "".join(map(_stroke, drawn.strokes))
    at = LINE + BESIDE + (LOST if any(dot.nowhere for dot in drawn.dots) else 0)
    dots = "".join(_dot(dot, at) for dot in drawn.dots)
    return (
        f'<svg class="map" width="100%" height="{drawn.height}" role="group" aria-label="{says}">\n'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto-start-reverse">'
        f'<path d="M0 0 8 4 0 8z"/></marker></defs>\n{strokes}{dots}</svg>\n'
    )


def _stroke(one: Stroke) -> str:
    tips = ('marker-end="url(#tip)" ' if one.forth else "") + ('marker-start="url(#tip)" ' if one.back else "")
    name = escaped(one.says)
    compare = f' data-compare="{one.compare}"' if one.compare else ""
    kinds = f"edge {one.kind}{' round' if one.circular else ''}"
    shape = f'<path class="reach" d="{one.curve}"/><path class="line" {tips}d="{one.curve}"/>'
    x, y = one.middle
    round_ = f'<text class="back" x="{x}" y="{y + 5}" text-anchor="middle">↻</text>' if one.circular else ""
    return f'<a class="{kinds}" href="#{one.href}"{compare} aria-label="{name}"><title>{name}</title>{shape}{round_}</a>\n'


def _dot(one: Dot, at: int) -> str:
    name, y = escaped(one.says), one.y
    look = f' class="{colour(one.outlet)}"' if one.outlet else ""
    shape = (
        f'<rect class="spot" x="{LINE - 4.5}" y="{y - 5}" width="9" height="11"/>'
        if one.kind == "document"
        else f'<circle class="spot" cx="{LINE}" cy="{y}" r="5"/>'
    )
    label = escaped(cut(one.label, NAME))
    narrow = cut(one.label, NARROW)
    if narrow != one.label:
        label = f'<tspan class="long">{label}</tspan><tspan class="short">{escaped(narrow)}</tspan>'
    told = f' <tspan class="day">{one.day}</tspan>' if one.day else ""
    told += f' <tspan class="day long">{escaped(cut(one.more, MORE))}</tspan>' if one.more else ""
    told += f' <tspan class="day short">{escaped(cut(one.apart, APART))}</tspan>' if one.apart else ""
    drawn = f'{shape}<text x="{at}" y="{y + 4}">{label}{told}</text>'
    if one.href:
        drawn = f'<a class="node {one.kind}" href="#{one.href}" aria-label="{name}"><title>{name}</title>{drawn}</a>'
    else:
        drawn = f'<g class="node {one.kind}" role="img" aria-label="{name}"><title>{name}</title>{drawn}</g>'
    if one.nowhere:
        lost = escaped(f"{one.says}: leads nowhere, nobody is named for “{cut(' '.join(one.nowhere.words.split()), 90)}”")
        drawn += (
            f'<a class="nowhere" href="#credit={one.nowhere.row}" aria-label="{lost}"><title>{lost}</title>'
            f'<rect class="reach" x="{LINE + 7}" y="{y - 10}" width="16" height="20"/><text x="{LINE + 11}" y="{y + 5}">?</text></a>'
        )
    return f"<g{look}>{drawn}</g>\n"


def cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def legend(drawn: Drawing) -> str:
    """What the curves of the picture mean, those that are in it; and what is not in it."""
    kinds = {one.kind for one in drawn.strokes}
    parts = [
        f'<span class="key"><svg width="34" height="10" aria-hidden="true"><g class="edge {kind}"><line class="line" x1="1" x2="33" y1="5" y2="5"/></g></svg> {words}</span>'
        for kind, words in KEY.items()
        if kind in kinds
    ]
    parts += ['<span class="key"><b aria-hidden="true">?</b> leads nowhere</span>'] if any(dot.nowhere for dot in drawn.dots) else []
    parts += (
        ['<span class="key"><b aria-hidden="true">↻</b> comes back to where it began</span>']
        if any(one.circular for one in drawn.strokes)
        else []
    )
    said = [" ".join(parts), "Arrows go from the source to whoever has it from there."]
    if drawn.folded:
        said.append("Outlets stand for their articles: there are too many to draw.")
    elif drawn.rows < drawn.edges:
        alone = f"; in the table alone: {', '.join(drawn.without)}" if drawn.without else ""
        said.append(f"{say.count(len(drawn.strokes), 'line')} for {drawn.rows} of the map’s {drawn.edges} rows{alone}.")
    if drawn.left_out:
        said.append(f"{drawn.left_out} with fewer edges, and edges of fewer rows, are in the list alone.")
    if not drawn.folded:
        said += [f"Articles in the table alone: {_few(drawn.listed)}."] if drawn.listed else []
        said += [f"Articles in no row: {_few(drawn.beside)}."] if drawn.beside else []
    return " ".join(said)


def _few(places: Sequence[Place]) -> str:
    more = f" and {len(places) - SHOWN} more" if len(places) > SHOWN else ""
    return ", ".join(_links(places[:SHOWN])) + more


def _links(places: Iterable[Place]) -> Iterable[str]:
    for place in places:
        name = escaped(f"{say.outlet(place.outlet)}: {place.title or 'no title known'}")
        on = f", {day(place)}" if day(place) else ""
        yield f'<a href="#article={place.article_id}" title="{name}">{mark(place.outlet, True)} <span>{escaped(say.outlet(place.outlet))}{on}</span></a>'
