"""Direct quotations with their speakers against PolNeAR.

    direct_quotes.py POLNEAR_DIR [--errors N]

POLNEAR_DIR holds text/NAME.txt and attributions/NAME_ANNOTATOR.ann (brat standoff), as networkdynamics/PolNeAR publishes its parts; skipped
aloud where it is missing. Gold: attributions of which at least nine words in ten stand between quotation marks. A row of ours finds one if their contents
overlap by half (Jaccard over words); its speaker is right where the sources overlap by half. Precision is over our rows: those
that find any gold attribution of whatever form, or of whose words nine in ten lie inside one; and, of those, the ones whose source overlaps by half.
Gold has one annotator an article and errors of its own (`said` as a source): `--errors` prints what to read.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from firsthand.extract.attributions import attributions
from firsthand.language.analyse import analyse
from firsthand.model import Analysed, Block, Page, Span

WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
Words = frozenset[int]
Relation = dict[str, list[tuple[int, int]]]


def gold_relations(path: Path) -> list[Relation]:
    """The attributions of one brat file: spans by role."""
    spans: dict[str, list[tuple[int, int]]] = {}
    found: list[Relation] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            _, _, offsets = rest.split("\t")[0].partition(" ")
            spans[key] = [(int(a), int(b)) for a, b in (piece.split() for piece in offsets.split(";") if piece.strip())]
        elif key.startswith("E"):
            relation: Relation = {"source": [], "cue": [], "content": []}
            for part in rest.split():
                name, _, target = part.partition(":")
                role = re.sub(r"\d+$", "", name).lower()
                if role in relation:
                    relation[role] += spans.get(target, [])
            found.append(relation)
    return found


def articles(folder: Path) -> Iterator[tuple[str, str, list[Relation]]]:
    for path in sorted((folder / "text").glob("*.txt")):
        files = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        if files:
            yield path.stem, path.read_text(encoding="utf-8"), gold_relations(files[0])


def page(name: str, text: str) -> Page:
    blocks = tuple(
        Block(name, Span(m.start(), m.end()), m[0], "line", f"line {n}", None) for n, m in enumerate(re.finditer(r"[^\n]+", text), 1)
    )
    return Page(name, text, "en", None, blocks, ())


def words_in(words: list[tuple[int, int]], spans: list[tuple[int, int]]) -> Words:
    return frozenset(i for i, (a, b) in enumerate(words) if any(a < end and start < b for start, end in spans))


def alike(a: Words, b: Words) -> float:
    return 1.0 if not a and not b else len(a & b) / len(a | b)


def pairs(spans: tuple[Span, ...]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


@dataclass
class Tally:
    """What was counted over a folder, and the errors of each kind, to be read."""

    count: dict[str, int]
    errors: dict[str, list[str]]
    seconds: float = 0.0

    def share(self, part: str, whole: str) -> float:
        return self.count[part] / max(1, self.count[whole])


def figures(folder: Path) -> dict[str, float]:
    """The figures that floors.json keeps: `f1` of what is found and what of ours is right; `attributed`: of all that the gold has, what is found with its source."""
    tally = tallied(folder)
    found, precision = tally.share("found", "gold"), tally.share("ours right", "ours")
    return {
        "direct_quotes.found": found,
        "direct_quotes.f1": 2 * found * precision / max(found + precision, 1e-9),
        "direct_quotes.attributed": tally.share("speaker", "gold"),
    }


def tallied(folder: Path) -> Tally:
    count = {"gold": 0, "found": 0, "speaker": 0, "ours": 0, "ours right": 0, "ours right speaker": 0, "quotations": 0, "used": 0, "mixed": 0,
             "mixed right": 0, "mixed right speaker": 0, "named": 0, "articles": 0}  # fmt: skip
    tally = Tally(count, {"missed": [], "speaker": [], "content": [], "mixed": []})
    for name, text, gold in articles(folder):
        started = time.process_time()
        parsed: Analysed = analyse(page(name, text))
        rows = list(attributions(parsed))
        tally.seconds += time.process_time() - started
        count["articles"] += 1
        words = [m.span() for m in WORD.finditer(text)]
        quoted = words_in(words, [(s.start, s.end) for q in parsed.quotations for s in q.content_spans])
        gold_words = [{role: words_in(words, spans) for role, spans in r.items()} for r in gold]
        ours = [(row, words_in(words, pairs(row.source_spans)), words_in(words, pairs(row.content_spans))) for row in rows]
        used = frozenset().union(*(content for _, _, content in ours))
        outer = [q for q in parsed.quotations if q.depth == 0]
        count["quotations"] += len(outer)
        count["used"] += sum(1 for q in outer if words_in(words, pairs(q.content_spans)) & used)
        for relation, r in zip(gold, gold_words, strict=True):
            if not r["content"] or len(r["content"] & quoted) < 0.9 * len(r["content"]):
                continue
            count["gold"] += 1
            best = max(ours, key=lambda row: (alike(row[2], r["content"]), alike(row[1], r["source"])), default=None)
            where = min(a for a, _ in relation["content"])
            context = text[max(0, where - 150) : max(b for spans in relation.values() for _, b in spans) + 120]
            if best is None or alike(best[2], r["content"]) < 0.5:
                tally.errors["missed"].append(f"{name}\n   {context!r}\n   source {[text[a:b] for a, b in relation['source']]}")
                continue
            count["found"] += 1
            if alike(best[1], r["source"]) >= 0.5:
                count["speaker"] += 1
            else:
                mine = [parsed.words(s.start, s.end) for s in best[0].source_spans]
                tally.errors["speaker"].append(f"{name}\n   {context!r}\n   gold {[text[a:b] for a, b in relation['source']]} ours {mine}")
        for row, source, content in ours:
            form = "ours" if row.form == "direct" else "mixed"
            count[form] += 1
            fitting = [
                r
                for r in gold_words
                if r["content"] and (alike(r["content"], content) >= 0.5 or len(content & r["content"]) >= 0.9 * len(content))
            ]
            shown = (
                f"{[parsed.words(s.start, s.end) for s in row.source_spans]} {[parsed.words(s.start, s.end) for s in row.content_spans]}"
            )
            if fitting:
                count[f"{form} right"] += 1
                if any(alike(r["source"], source) >= 0.5 for r in fitting):
                    count[f"{form} right speaker"] += 1
                elif form == "mixed":
                    tally.errors["mixed"].append(f"{name}\n   SPEAKER {shown}")
            else:
                at = row.content_spans[0].start
                tally.errors["content" if form == "ours" else "mixed"].append(
                    f"{name}\n   {text[max(0, at - 120) : at + 200]!r}\n   ours {shown}"
                )
            count["named"] += row.speaker is not None
    return tally


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--errors", type=int, default=0, help="print so many errors of each kind")
    arguments.add_argument("--skip", type=int, default=0, help="after skipping so many")
    call = arguments.parse_args()
    if not (call.folder / "text").is_dir():
        print(f"SKIPPED: {call.folder} is not there; PolNeAR is published at github.com/networkdynamics/PolNeAR")
        return
    tally = tallied(call.folder)
    count = tally.count
    for kind, texts in tally.errors.items():
        for error in texts[call.skip : call.skip + call.errors]:
            print(f"{kind}: {error}")

    def share(a: str, b: str) -> str:
        return f"{count[a]} of {count[b]} = {count[a] / max(1, count[b]):.3f}"

    print(f"articles {count['articles']}, {count['articles'] / max(tally.seconds, 1e-9):.0f} a second of one core")
    print("gold direct: found", share("found", "gold"), "| speaker right, of found", share("speaker", "found"))
    print(
        "our direct rows: a gold attribution",
        share("ours right", "ours"),
        "| speaker right, of those",
        share("ours right speaker", "ours right"),
    )
    print(
        "our mixed rows: a gold attribution",
        share("mixed right", "mixed"),
        "| speaker right, of those",
        share("mixed right speaker", "mixed right"),
    )
    print(
        "coverage: outer quotations in an attribution",
        share("used", "quotations"),
        "| rows with a resolved speaker",
        count["named"],
        "of",
        count["ours"] + count["mixed"],
    )


if __name__ == "__main__":
    main()
