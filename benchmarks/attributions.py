"""Attributions of every form and sort (source, cue, content) against people's: PolNeAR, and our gold over open news texts.

    python -m benchmarks.attributions [DATA_DIR] [--part PART]

DATA_DIR holds `polnear/dev` (text/NAME.txt, attributions/NAME_ANNOTATOR.ann) and what the gold's texts are rebuilt from; what is not there is skipped, aloud. PART: the part of
our gold, `tune` or `measure` (default). The figures are those of PolNeAR's scorer in `../shared/score`: words are `\\w+` with inner marks; F1 over the words of each role, all
attributions of an article together; a content is found by one of ours that it equals (exact) or overlaps by half (Jaccard over words); a relation by one whose content and source
both overlap by half, or whose content does and both have no source. Matching is one to one, the most alike first. PolNeAR labels nothing inside another's content; our gold does,
so what the network proposes is measured with all of those, with hops only (another's speech), and with none. Intervals are those of a bootstrap over articles (2,000 draws).
Side by side: the rows that the stage of attributions makes of that, those that it makes without the model, by rules, which know direct and mixed quotations only, and textacy's direct
quotations (textacy.extract.direct_quotations, on our trees), where it is installed.
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import bootstrap
from benchmarks.direct_quotes import WORD, Relation, Words, alike, articles, page, pairs
from firsthand.extract.attributions import attributions
from firsthand.language.analyse import analyse, without_model
from firsthand.model import Analysed, Block, Page, Proposal, Span
from firsthand.model import Words as Columns

ROLES = ("source", "cue", "content")
EXACT, HALF, RELATION = "content exact", "content half", "relation"
# (what, right | found | given) -> count, of one article; `right` is the same for precision and recall.
Tally = Counter[tuple[str, str]]


def tally(text: str, given: Sequence[Relation], found: Sequence[Relation]) -> Tally:
    """What is counted in one article; spans are half-open code points."""
    words = [match.span() for match in WORD.finditer(text)]
    starts, ends = [start for start, _ in words], [end for _, end in words]

    def inside(spans: Iterable[tuple[int, int]]) -> Words:
        return frozenset(n for a, b in spans if a < b for n in range(bisect_right(ends, a), bisect_left(starts, b)))

    gold, ours = ([{role: inside(one[role]) for role in ROLES} for one in some] for some in (given, found))
    made: Tally = Counter()
    for role in ROLES:
        a, b = ({word for one in some for word in one[role]} for some in (gold, ours))
        made.update({(role, "right"): len(a & b), (role, "found"): len(b), (role, "given"): len(a)})
    for name, measure in MEASURES.items():
        made.update({(name, "right"): len(matched(gold, ours, measure)), (name, "found"): len(ours), (name, "given"): len(gold)})
    return made


Roles = dict[str, Words]


def _exact(a: Roles, b: Roles) -> float:
    return float(bool(a["content"]) and a["content"] == b["content"])


def _half(a: Roles, b: Roles) -> float:
    value = alike(a["content"], b["content"]) if a["content"] else 0.0
    return value if value >= 0.5 else 0.0


def _both(a: Roles, b: Roles) -> float:
    content = _half(a, b)
    source = alike(a["source"], b["source"]) if content else 0.0
    return content + source if source >= 0.5 else 0.0


KEPT = {"relation": RELATION, "content_half": HALF, "sources": "source"}
MEASURES: dict[str, Callable[[Roles, Roles], float]] = {EXACT: _exact, HALF: _half, RELATION: _both}


def matched(gold: Sequence[Roles], ours: Sequence[Roles], measure: Callable[[Roles, Roles], float]) -> list[tuple[int, int]]:
    """Pairs (of gold, of ours), one to one, greedily from the most alike."""
    likest = sorted(((value, g, o) for g, a in enumerate(gold) for o, b in enumerate(ours) if (value := measure(a, b)) > 0), reverse=True)
    made: dict[int, int] = {}
    used: set[int] = set()
    for _, g, o in likest:
        if g not in made and o not in used:
            made[g] = o
            used.add(o)
    return sorted(made.items())


def shares(total: Tally, what: str) -> tuple[float, float, float]:
    """(precision, recall, F1)."""
    right, found, given = (total[what, part] for part in ("right", "found", "given"))
    return right / found if found else 0.0, right / given if given else 0.0, 2 * right / (found + given) if found + given else 0.0


def added(tallies: Iterable[Tally]) -> Tally:
    total: Tally = Counter()
    for one in tallies:
        total.update(one)
    return total


def interval(tallies: Sequence[Tally], what: str) -> tuple[float, float]:
    """95 per cent of F1, over articles drawn with replacement."""
    each = [tuple(one[what, part] for part in ("right", "found", "given")) for one in tallies]

    def f1(drawn: Sequence[tuple[int, ...]]) -> float:
        right, found, given = (sum(column) for column in zip(*drawn, strict=True))
        return 2 * right / max(found + given, 1)

    return bootstrap.middle(f1(drawn) for drawn in bootstrap.draws(each))


def relation_of(proposal: Proposal, words: Columns) -> Relation:
    """Its words as spans, one for each stretch of words that follow one another."""
    return {role: _spans(getattr(proposal, role), words) for role in ROLES}


def _spans(numbers: Sequence[int], words: Columns) -> list[tuple[int, int]]:
    made: list[tuple[int, int]] = []
    last = -2
    for number in numbers:
        if number == last + 1:
            made[-1] = (made[-1][0], words.end[number])
        else:
            made.append((words.start[number], words.end[number]))
        last = number
    return made


def nesting(relations: Sequence[Relation]) -> list[int | None]:
    """Of each the smallest other whose content holds its cue and its content."""
    found: list[int | None] = []
    for number, one in enumerate(relations):
        inner = one["cue"] + one["content"]
        outer = [
            (sum(b - a for a, b in other["content"]), place)
            for place, other in enumerate(relations)
            if place != number and all(any(a <= start and end <= b for a, b in other["content"]) for start, end in inner)
        ]
        found.append(min(outer)[1] if outer else None)
    return found


def of_gold(labels: Iterable[dict[str, Any]]) -> list[Relation]:
    return [{role: [(a, b) for a, b in one[role]] for role in ROLES} for one in labels]


def rows(analysed: Analysed) -> list[Relation]:
    """What the stage of attributions makes of an article."""
    return [
        {"source": pairs(row.source_spans), "cue": pairs(row.cue_spans), "content": pairs(row.content_spans)}
        for row in attributions(analysed)
    ]


def by_network(analysed: Analysed) -> dict[str, list[Relation]]:
    """What the network proposes: all, without those inside another's content but for hops, without any of those."""
    relations = [relation_of(each, analysed.syntax) for each in analysed.proposals]
    within = nesting(relations)
    hop = [
        outer is not None and each.sort == "said" and bool(each.source) and set(each.source) != set(analysed.proposals[outer].source)
        for each, outer in zip(analysed.proposals, within, strict=True)
    ]
    top = [one for one, outer in zip(relations, within, strict=True) if outer is None]
    hops = [one for one, outer, kept in zip(relations, within, hop, strict=True) if outer is None or kept]
    return {"network": relations, "network, hops only": hops, "network, nothing inside": top}


def by_textacy(read: Page) -> list[Relation] | None:
    """None where textacy is not installed."""
    try:
        from textacy.extract import direct_quotations  # type: ignore[import-not-found]
    except ImportError:
        return None
    from firsthand.language.pipeline import english

    try:
        triples = list(direct_quotations(english(read.text)))
    except ValueError:  # it reads no text with an odd number of marks
        return []
    made: list[Relation] = []
    for triple in triples:
        roles = {"source": triple.speaker, "cue": triple.cue, "content": [triple.content]}
        made.append({role: [_place(part) for part in parts] for role, parts in roles.items()})
    return made


def _place(part: Any) -> tuple[int, int]:
    """Of a spaCy span or token."""
    start = part.start_char if hasattr(part, "start_char") else part.idx
    return start, start + len(part.text)


def gold_page(name: str, text: str) -> Page:
    """A text of our gold: GUM's and EWT's are rebuilt with a line for each sentence and an empty one between paragraphs, the others with a line for each paragraph."""
    if not (name.startswith(("gum/", "ewt/")) and EMPTY.search(text)):
        return page(name, text)
    blocks = tuple(
        Block(name, Span(m.start(), m.end()), m[0], "paragraph", f"paragraph {n}", None) for n, m in enumerate(PARAGRAPH.finditer(text), 1)
    )
    return Page(name, text, "en", None, blocks, ())


EMPTY = re.compile(r"\n[^\S\n]*\n")
PARAGRAPH = re.compile(r"\S(?:.|\n(?![^\S\n]*\n))*")


def texts(data: Path, part: str) -> Iterator[tuple[str, str, Page, list[Relation]]]:
    """(corpus, text, page, attributions) of what is there."""
    if (data / "polnear" / "dev" / "text").is_dir():
        for name, text, given in articles(data / "polnear" / "dev"):
            yield "PolNeAR dev", text, page(name, text), given
    else:
        print(f"SKIPPED: {data / 'polnear' / 'dev'} is not there; PolNeAR is published at github.com/networkdynamics/PolNeAR")
    if not all((data / name).exists() for name in ("gum", "ud-ewt", "meantime", "re3d")):
        print(f"SKIPPED: not all that our gold's texts are rebuilt from is under {data}")
        return
    from training.gold import read_gold

    for labelled in read_gold(data, (part,)):
        yield f"our gold, {part}", labelled.text, gold_page(labelled.name, labelled.text), of_gold(labelled.labels["attributions"])


def figures(polnear: Path, *sources: Path) -> dict[str, float]:
    """The figures that floors.json keeps: of the rows, on PolNeAR's development part and our gold's measured part; `sources`: what its texts are rebuilt from."""
    found: dict[str, list[Tally]] = {}
    inside: Tally = Counter()
    for corpus, text, read, given in texts(polnear.parent.parent, "measure"):
        made = rows(analyse(read))
        found.setdefault(corpus, []).append(tally(text, given, made))
        if corpus != "PolNeAR dev":
            inside += tally(text, nested(given), nested(made))
    kept: dict[str, float] = {}
    for corpus, tallies in found.items():
        name = "polnear" if corpus == "PolNeAR dev" else "gold"
        kept |= {f"attributions.{name}.{key}": shares(added(tallies), what)[2] for key, what in KEPT.items()}
    precision, coverage, _ = shares(inside, RELATION)
    return {**kept, "attributions.gold.nested.precision": precision, "attributions.gold.nested.coverage": coverage}


def nested(relations: Sequence[Relation]) -> list[Relation]:
    """Those that stand inside another's content."""
    return [one for one, outer in zip(relations, nesting(relations), strict=True) if outer is not None]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    arguments.add_argument("--part", choices=("tune", "measure"), default="measure")
    call = arguments.parse_args()
    found: dict[tuple[str, str], list[Tally]] = {}
    for corpus, text, read, given in texts(call.data, call.part):
        analysed = analyse(read)
        ways = {**by_network(analysed), "rows": rows(analysed), "rules without the model": rows(without_model(read))}
        if (peer := by_textacy(read)) is not None:
            ways["textacy's direct quotations"] = peer
        for name, relations in ways.items():
            found.setdefault((corpus, name), []).append(tally(text, given, relations))
    for (corpus, name), tallies in sorted(found.items()):
        total = added(tallies)
        print(f"{corpus}, {name}: {len(tallies)} articles")
        for what in (*ROLES, *MEASURES):
            precision, recall, value = shares(total, what)
            low, high = interval(tallies, what)
            print(f"  {what:14} P {precision:.3f} R {recall:.3f} F1 {value:.3f} [{low:.3f}, {high:.3f}]")


if __name__ == "__main__":
    main()
