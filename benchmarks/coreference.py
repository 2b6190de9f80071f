"""Pronouns and definite roles to whom they mean, against GUM's chains and the measured part of the news gold.

    python -m benchmarks.coreference GUM_DEV_DIR DATA_DIR [--gold-syntax] [--errors]

GUM_DEV_DIR holds GUM's .conllu files (amir-zeldes/gum); DATA_DIR the sets that benchmarks/gold/news labels. Both are read from raw text by the shipped
pipeline; with `--gold-syntax` from the treebank's words, trees and names, which part of the news gold has.

Gold anaphors: he, she, they (all forms) and noun phrases that begin with `the`, a demonstrative or a possessive pronoun and have a common noun as head, whose
chain is a person or organisation, the chain's first mention left out. One is *answered* where a link is made from it, *right* where the earlier mention of that link
is in the same gold chain. Coverage: answered of the gold's. Precision: right of all links made from he, she, they and such noun phrases, also where the gold has no
anaphor; a link inside one gold chain of another type (a country, an animal) is not counted. Intervals: the middle 95 % of 2,000 draws of documents.

The news gold's GUM and MEANTIME texts have one sentence a line (`gold/news/texts.py`): there sentence ends are given. `both` counts an article that is in both sets once, with GUM's chains.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import bootstrap
from firsthand.language.coreference.mentions import PRONOUNS, Mention
from firsthand.model import Chain, ChainLink
from training.chains import CLASSES, DEFINITE, ChainedText, GoldMention, gold_doc, read_gum, read_news

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A text into its document and the place (code points) of each token.
Places = Sequence[tuple[int, int]]
Read = Callable[[ChainedText], "tuple[Doc, Places]"]
Resolve = Callable[["Doc"], tuple[Chain, ...]]
Tally = Counter[tuple[str, str]]


def from_text(one: ChainedText) -> tuple[Doc, Places]:
    """By the shipped pipeline, sentences by rule."""
    from firsthand.language.pipeline import english

    doc = english(one.text)
    return doc, [(token.idx, token.idx + len(token)) for token in doc]


def from_treebank(one: ChainedText) -> tuple[Doc, Places]:
    from firsthand.language.words import blank

    return gold_doc(one, blank().vocab)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One link: the class of its mention (one of CLASSES or `it`), the class of the gold anaphor there if it is one, whether it is right, what to read."""

    label: str
    asked: str | None
    right: bool
    told: str = ""


def link_class(link: ChainLink, words: Sequence[str]) -> str | None:
    """Which class a link is of: he, she, they, it, role; None for names and what is not definite."""
    first = words[0].lower()
    if link.kind == "pronoun":
        return PRONOUNS.get(first)
    return "role" if link.kind == "noun" and len(words) > 1 and first in DEFINITE else None


def outcomes(one: ChainedText, doc: Doc, places: Places, found: Iterable[Chain]) -> Iterator[Outcome]:
    anaphors = {(m.start, m.end) for m in one.anaphors()}
    for chain in found:
        at = {(link.start, link.end): link for link in chain.links}
        for link in chain.links:
            label = link_class(link, [doc[i].text for i in range(link.start, link.end)])
            if link.antecedent is None or label is None:
                continue
            gold, before = gold_mention(one, places, link), gold_mention(one, places, at[link.antecedent])
            right = gold is not None and before is not None and gold.chain == before.chain
            asked = gold.anaphor if gold is not None and (gold.start, gold.end) in anaphors else None
            if asked or not right or label == "it":
                yield Outcome(label, asked, right, "" if right else _error(one, doc, places, link, asked=bool(asked)))


def tally(one: ChainedText, doc: Doc, places: Places, found: Iterable[Chain], told: Callable[[str], object] | None = None) -> Tally:
    """Counts by (class, gold | answered | right | link)."""
    count: Tally = Counter((m.anaphor or "", "gold") for m in one.anaphors())
    for outcome in outcomes(one, doc, places, found):
        if outcome.label not in CLASSES:
            continue
        count[outcome.label, "link"] += 1
        count[outcome.label, "right"] += outcome.right
        if outcome.asked:
            count[outcome.asked, "answered"] += 1
        if told and outcome.told:
            told(outcome.told)
    return count


def gold_mention(one: ChainedText, places: Places, found: ChainLink | Mention) -> GoldMention | None:
    """The gold's mention where one was found."""
    if found.kind == "group":
        return one.covering(places[found.start][0], places[found.end - 1][1])
    return one.at(*places[found.head])


def _error(one: ChainedText, doc: Doc, places: Places, link: ChainLink, *, asked: bool) -> str:
    start, end = places[link.start]
    before = doc[link.antecedent[0] : link.antecedent[1]].text if link.antecedent else ""
    around = one.text[max(0, start - 160) : start] + "[[" + doc[link.start : link.end].text + "]]" + one.text[end : end + 40]
    return f"{'wrong' if asked else 'no anaphor'} {link.score:.2f} {one.name}: {around!r} -> {before!r} ({link.reason})"


def shares(count: Tally, classes: Sequence[str] = CLASSES) -> tuple[float, float]:
    """(precision, coverage) over these classes."""
    total = {kind: sum(count[label, kind] for label in classes) for kind in ("gold", "answered", "right", "link")}
    return total["right"] / max(1, total["link"]), total["answered"] / max(1, total["gold"])


def tallies(texts: Iterable[ChainedText], read: Read, resolve: Resolve, told: Callable[[str], object] | None = None) -> Iterator[Tally]:
    for one in texts:
        doc, places = read(one)
        yield tally(one, doc, places, resolve(doc), told)


def interval(each: Sequence[Tally]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Of precision and of coverage, by drawing documents with replacement."""
    drawn = [shares(sum(some, Counter())) for some in bootstrap.draws(each)]
    return bootstrap.middle(precision for precision, _ in drawn), bootstrap.middle(coverage for _, coverage in drawn)


def measured(gum_dev: Path, data: Path, *, gold_syntax: bool = False) -> dict[str, list[ChainedText]]:
    """The sets by name; with gold syntax only the texts that have it."""
    sets = {"gum": list(read_gum(gum_dev)), "news": list(read_news(data, ("measure",)))}
    return {name: [one for one in texts if one.syntax or not gold_syntax] for name, texts in sets.items()}


def figures(gum_dev: Path, *sources: Path) -> dict[str, float]:
    """The figures that floors.json keeps; `sources` are the folders that the gold's texts are rebuilt from, side by side."""
    from firsthand.language.coreference.chains import chains

    made: dict[str, float] = {}
    for name, texts in measured(gum_dev, sources[0].parent).items():
        precision, coverage = shares(sum(tallies(texts, from_text, chains), Counter()))
        made |= {f"coreference.{name}.precision": precision, f"coreference.{name}.coverage": coverage}
    return made


def report(name: str, each: Sequence[Tally]) -> None:
    total: Tally = sum(each, Counter())
    precision, coverage = shares(total)
    (a, b), (c, d) = interval(each)
    print(f"{name:8} all    precision {precision:.3f} [{a:.3f}, {b:.3f}]  coverage {coverage:.3f} [{c:.3f}, {d:.3f}]")
    for label in CLASSES:
        precision, coverage = shares(total, (label,))
        numbers = {kind: total[label, kind] for kind in ("gold", "answered", "link", "right")}
        print(f"{name:8} {label:6} precision {precision:.3f}  coverage {coverage:.3f}  {numbers}")


def by_article(texts: Sequence[ChainedText], each: Sequence[Tally]) -> dict[str, Tally]:
    """Each text's counts by the name that GUM gives it: some articles are in GUM dev and in the news gold."""
    return {one.name.replace("gum/", "GUM_"): count for one, count in zip(texts, each, strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gum_dev", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--gold-syntax", action="store_true", help="the treebank's words, trees and names instead of raw text")
    parser.add_argument("--errors", action="store_true", help="print what to read")
    given = parser.parse_args()
    from firsthand.language.coreference.chains import chains

    told = partial(print) if given.errors else None
    together: dict[str, Tally] = {}
    for name, texts in measured(given.gum_dev, given.data, gold_syntax=given.gold_syntax).items():
        each = list(tallies(texts, from_treebank if given.gold_syntax else from_text, chains, told))
        report(name, each)
        together = by_article(texts, each) | together
    report("both", list(together.values()))


if __name__ == "__main__":
    main()
