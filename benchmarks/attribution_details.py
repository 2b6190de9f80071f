"""What is said about an attribution whose words are known, against the gold: addressee, occasion, descriptor, source class, polarity, certainty, condition, speaker.

    python -m benchmarks.attribution_details DATA_DIR [--part train|tune|measure] [--old] [--errors DETAIL] [--parsed DIR]

DATA_DIR holds the sets that benchmarks/gold/news labels. The gold's source, cue and content are projected onto the words of the shipped pipeline (a word counts if its
middle lies in a span), and each detail is asked of these: nothing is lost to an attribution that was not found. Precision: of ours, those that are the gold's; coverage:
of the gold's, those that are ours. A stretch is right where it shares half its words with the gold's (Jaccard); exact figures stand beside. Polarity and certainty are
counted where they are not the plain case. Speakers: right where our words there are the gold's instance: its name where the text names it anywhere, else a noun phrase
of it; coverage is of the attributions that have one. Intervals: the middle 95 % of 2,000 draws of articles. `--old`: the rules without syntax, on the same spans.
"""

from __future__ import annotations

import argparse
import pickle
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks import bootstrap
from firsthand.extract import sources
from firsthand.extract.clauses import _circumstances
from firsthand.extract.details import Details, details
from firsthand.extract.names import Names
from firsthand.extract.pronouns import is_pronoun, meant
from firsthand.extract.speakers import Speaker
from firsthand.extract.tree import Found, Group, Stretch
from firsthand.extract.view import Stretch as Tokens
from firsthand.extract.view import View
from firsthand.model import Analysed, Page
from training.gold import Labelled, read_gold

Tally = Counter[tuple[str, str]]
Gold = Mapping[str, Any]
STRETCHES = ("addressee", "occasion", "descriptor", "condition", "anonymity")
# Shares of words that two stretches have in common, from which they are the same.
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Answer:
    """One detail of one attribution: the gold's value and ours (None: none), whether they agree, and whether they are the same to the word."""

    detail: str
    gold: object
    ours: object
    right: bool
    exact: bool


# --- the gold on words ------------------------------------------------------------------------------------------------------------


def on_words(article: Analysed, spans: Sequence[Sequence[int]]) -> Group:
    """The words whose middle lies in one of the spans; white space is none."""
    words = article.syntax
    found: list[int] = []
    for start, end in spans:
        place = max(0, bisect_left(words.start, start) - 1)
        while place < len(words.start) and words.start[place] < end:
            if start <= (words.start[place] + words.end[place]) / 2 < end and words.pos[place] != "SPACE":
                found.append(place)
            place += 1
    return tuple(sorted(set(found)))


def cue_head(article: Analysed, cue: Group) -> int:
    """The cue's word that hangs on none of its others: the last verb, else the last noun, else the last."""
    words, inside = article.syntax, set(cue)
    tops = [place for place in cue if words.head[place] not in inside or words.head[place] == place]
    return max(tops, key=lambda place: ({"VERB": 2, "NOUN": 1}.get(words.pos[place], 0), place))


def projected(one: Labelled, article: Analysed) -> list[tuple[Gold, Found]]:
    """The attributions whose cue is on words."""
    found = []
    for gold in one.labels["attributions"]:
        source, cue, content = (on_words(article, gold[role]) for role in ("source", "cue", "content"))
        if cue:
            inside = set(cue)
            found.append((gold, Found(cue_head(article, cue), cue, tuple(i for i in source if i not in inside), content, gold["sort"])))
    return found


# --- answers ----------------------------------------------------------------------------------------------------------------------


def answers(
    one: Labelled, article: Analysed, tell: Callable[[Analysed, Sequence[Found]], list[Details]]
) -> Iterator[tuple[Gold, Found, Answer]]:
    pairs = projected(one, article)
    instances = Instances(one, article)
    for (gold, found), ours in zip(pairs, tell(article, [found for _, found in pairs]), strict=True):
        for name in STRETCHES:
            wanted, made = on_words(article, gold[name]), getattr(ours, name)
            if wanted or made:
                yield gold, found, _stretches(article, name, wanted, made)
        for name, plain in (("polarity", "positive"), ("certainty", "certain")):
            made = getattr(ours, name)
            if gold[name] != plain or made != plain:
                same = gold[name] == made
                yield gold, found, Answer(name, gold[name] if gold[name] != plain else None, made if made != plain else None, same, same)
        if gold["source_class"] or ours.source_class:
            same = gold["source_class"] == ours.source_class
            yield gold, found, Answer("source class", gold["source_class"], ours.source_class, same, same)
        yield from ((gold, found, each) for each in instances.answers(gold, found, ours))


def _stretches(article: Analysed, name: str, wanted: Group, made: Stretch | None) -> Answer:
    ours = {place for place in range(*made) if article.syntax.pos[place] not in ("SPACE", "PUNCT")} if made else set()
    gold = {place for place in wanted if article.syntax.pos[place] != "PUNCT"}
    share = len(ours & gold) / max(1, len(ours | gold))
    return Answer(name, _text(article, wanted), _text(article, range(*made)) if made else None, share >= ALIKE, share == 1)


def _text(article: Analysed, group: Iterable[int]) -> str | None:
    found = list(group)
    return article.words(article.syntax.start[found[0]], article.syntax.end[found[-1]]) if found else None


class Instances:
    """Which person or body of the gold our words stand for."""

    def __init__(self, one: Labelled, article: Analysed) -> None:
        self.article = article
        self.names: list[tuple[Group, str]] = [(on_words(article, [(e["start"], e["end"])]), e["instance"]) for e in one.labels["entities"]]
        self.mentions: list[tuple[Group, str]] = [
            (on_words(article, [span]), chain["instance"]) for chain in one.labels["coreference"] for span in chain["mentions"]
        ]
        self.named = {instance for _, instance in self.names}
        words = {(one.text[e["start"] : e["end"]].casefold(), e["instance"]) for e in one.labels["entities"] if e["government"]}
        self.governments = words

    def of_name(self, stretch: Stretch) -> str | None:
        """The gold's name that covers most of the words; of equals the shortest."""
        ours = set(range(*stretch))
        best = max(self.names, key=lambda each: (len(ours & set(each[0])), -len(each[0])), default=None)
        return best[1] if best and ours & set(best[0]) else None

    def of_noun(self, stretch: Stretch) -> set[str]:
        """All instances of mentions that end with the same word, or hold it."""
        ours = set(range(*stretch))
        return {instance for group, instance in self.mentions if group and len(ours & set(group)) * 2 > len(ours | set(group))}

    def answers(self, gold: Gold, found: Found, ours: Details) -> Iterator[Answer]:
        """`speaker`: all; `named speaker`: those whom the text names."""
        instance, made = gold["speaker"], ours.speaker
        told = _text(self.article, range(*made.words)) if made else None
        direct = " (direct)" if gold["form"] == "direct" and gold["within"] is None else ""
        if instance in self.named or (instance is None and made is not None and made.named):
            name = made is not None and made.named
            right = made is not None and name and self._is_named(made.words, instance)
            answer = (instance, told if name else None, right, right)
            yield Answer("named speaker", *answer)
            if direct:
                yield Answer("named speaker" + direct, *answer)
        if instance is not None or (made is not None and made.named):
            right = made is not None and instance is not None and self._is(made.words, made.named, instance)
            yield Answer("speaker", instance, told, right, right)
            if direct:
                yield Answer("speaker" + direct, instance, told, right, right)

    def _is(self, stretch: Stretch, named: bool, instance: str) -> bool:
        if instance in self.named:
            return named and self._is_named(stretch, instance)
        return instance in self.of_noun(stretch) or (named and self._is_named(stretch, instance))

    def _is_named(self, stretch: Stretch, instance: str | None) -> bool:
        """A country's name is its government's too, where the gold has it so anywhere."""
        told = _text(self.article, range(*stretch)) or ""
        return self.of_name(stretch) == instance or (told.casefold(), instance) in self.governments or instance in self.of_noun(stretch)


# --- the rules without syntax ---------------------------------------------------------------------------------------------------------


def without_syntax(article: Analysed, found: Sequence[Found]) -> list[Details]:
    """What the rules that know tokens and word lists only say of the same words; polarity, certainty and condition they do not tell."""
    assert article.rules is not None
    view = View(article, article.rules)
    spoke = [_tokens(view, article, each.source) for each in found]
    names = Names(view, (source for source in spoke if source))
    return [_old(view, names, article, each, source) for each, source in zip(found, spoke, strict=True)]


def _old(view: View, names: Names, article: Analysed, found: Found, source: Tokens | None) -> Details:
    cue = _tokens(view, article, found.cue)
    assert cue is not None
    addressee, occasion = _circumstances(view, cue.end, view.sentence_end(cue.start), view.verb(cue.end - 1))
    if source is None:
        return Details(addressee=_words(view, article, addressee), occasion=_words(view, article, occasion))
    name = names.person_in(source)
    known = meant(view, names, source.start) if is_pronoun(view, source) else names.full(name) if name else None
    unnamed = sources.anonymity(view, view.sentence_start(cue.start), view.sentence_end(cue.start))
    kind = sources.source_class(view, source, name or known, unnamed is not None)
    where = _words(view, article, known.where) if known else None
    return Details(
        addressee=_words(view, article, addressee),
        occasion=_words(view, article, occasion),
        descriptor=_words(view, article, sources.descriptor(view, source, name, kind)),
        source_class=kind,
        speaker=Speaker(where, True, "", 1.0) if where else None,
    )


def _tokens(view: View, article: Analysed, group: Group) -> Tokens | None:
    if not group:
        return None
    start, end = view.at(article.syntax.start[group[0]]), view.at(article.syntax.end[group[-1]])
    return Tokens(start, end) if start < end else None


def _words(view: View, article: Analysed, tokens: Tokens | None) -> Stretch | None:
    if tokens is None:
        return None
    span = view.span(tokens)
    group = on_words(article, [(span.start, span.end)])
    return (group[0], group[-1] + 1) if group else None


# --- figures ----------------------------------------------------------------------------------------------------------------------


def tally(each: Iterable[Answer]) -> Tally:
    count: Tally = Counter()
    for answer in each:
        count[answer.detail, "gold"] += answer.gold is not None
        count[answer.detail, "ours"] += answer.ours is not None
        count[answer.detail, "right"] += answer.right and answer.ours is not None
        count[answer.detail, "exact"] += answer.exact and answer.ours is not None
    return count


def by_value(each: Iterable[Answer]) -> Tally:
    """Of details that are words of a list: each value's own precision and coverage."""
    count: Tally = Counter()
    for answer in each:
        if answer.detail in ("polarity", "certainty", "source class"):
            if answer.gold is not None:
                count[f"  {answer.detail} {answer.gold}", "gold"] += 1
            if answer.ours is not None:
                count[f"  {answer.detail} {answer.ours}", "ours"] += 1
                count[f"  {answer.detail} {answer.ours}", "right"] += answer.right
                count[f"  {answer.detail} {answer.ours}", "exact"] += answer.exact
    return count


def shares(count: Tally, key: str) -> tuple[float, float, float]:
    """(precision, coverage of the right ones, coverage of answers)."""
    return (
        count[key, "right"] / max(1, count[key, "ours"]),
        count[key, "right"] / max(1, count[key, "gold"]),
        count[key, "ours"] / max(1, count[key, "gold"]),
    )


def report(tallies: Sequence[Tally]) -> Iterator[str]:
    total: Tally = sum(tallies, Counter())
    drawn = [sum(some, Counter()) for some in bootstrap.draws(tallies, 500)]
    for key in dict.fromkeys(key for key, _ in total):
        precision, found, _ = shares(total, key)
        (a, b), (c, d) = (bootstrap.middle(shares(each, key)[which] for each in drawn) for which in (0, 1))
        yield (
            f"{key:32} gold {total[key, 'gold']:5} ours {total[key, 'ours']:5} right {total[key, 'right']:5} | precision {precision:.3f} [{a:.3f} {b:.3f}]"
            f" found {found:.3f} [{c:.3f} {d:.3f}] answered {total[key, 'ours'] / max(1, total[key, 'gold']):.3f} exact {total[key, 'exact'] / max(1, total[key, 'ours']):.3f}"
        )


# What floors.json keeps.
KEPT = ("named speaker (direct)", "named speaker", "source class", "addressee", "occasion", "descriptor", "polarity", "certainty")


def figures(*sources: Path) -> dict[str, float]:
    """The figures that floors.json keeps, on the measured part; `sources` are the folders that its texts are rebuilt from, side by side."""
    count: Tally = Counter()
    for one, article in parsed(sources[0].parent, "measure", None):
        count += tally(answer for _, _, answer in answers(one, article, details))
    made: dict[str, float] = {}
    for key in KEPT:
        precision, _, answered = shares(count, key)
        made |= {f"details.{key}.precision": precision, f"details.{key}.coverage": min(1.0, answered)}
    return made


def parsed(data: Path, part: str, cache: Path | None) -> Iterator[tuple[Labelled, Analysed]]:
    """The articles of a part as the pipeline reads them; `cache`: where pickles of them lie, or are put."""
    from firsthand.language import language
    from firsthand.language.analyse import analyse

    for one in read_gold(data, (part,)):
        file = cache / f"{part}--{one.name.replace('/', '_')}.pkl" if cache else None
        if file and file.exists():
            yield one, replace(pickle.loads(file.read_bytes())[1], rules=language("en"))
            continue
        article = analyse(Page(one.name, one.text, "en", None, (), ()))
        if file:
            file.write_bytes(pickle.dumps((one, article)))
        yield one, article


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--part", default="tune", choices=("train", "tune", "measure"))
    arguments.add_argument("--errors", help="print what is wrong in this detail (not of the part that is measured)")
    arguments.add_argument("--parsed", type=Path, help="a folder of pickled parses, to be read or filled")
    arguments.add_argument("--old", action="store_true", help="the rules without syntax")
    call = arguments.parse_args()
    tallies: list[Tally] = []
    for one, article in parsed(call.data, call.part, call.parsed):
        each = list(answers(one, article, without_syntax if call.old else details))
        tallies.append(tally(answer for _, _, answer in each) + by_value(answer for _, _, answer in each))
        if call.errors and call.part != "measure":
            for gold, _, answer in each:
                if answer.detail == call.errors and not answer.right:
                    print(shown(one, gold, answer))
    for line in report(tallies):
        print(line)


def shown(one: Labelled, gold: Gold, answer: Answer) -> str:
    spans = [(start, end, mark) for role, mark in (("source", "S"), ("cue", "C"), ("content", "T")) for start, end in gold[role][:3]]
    low = max(0, min(start for start, _, mark in spans if mark != "T") - 120)
    high = max(end for _, end, mark in spans if mark != "T") + 160
    text = one.text
    for at, mark in sorted([(start, f"{mark}[") for start, _, mark in spans] + [(end, "]") for _, end, _ in spans], reverse=True):
        if low <= at <= high:
            text = text[:at] + mark + text[at:]
            high += len(mark)
    return f"{one.name} {gold['id']}: gold {answer.gold!r} ours {answer.ours!r} | {text[low:high]!r}"


if __name__ == "__main__":
    main()
