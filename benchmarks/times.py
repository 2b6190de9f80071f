"""Time expressions against people's TIMEX3: MEANTIME, document creation times left out, beside dateparser and recognizers-text.

    python -m benchmarks.times [DATA_DIR] [--peers PYTHON] [--errors]

DATA_DIR holds `meantime` (newsreader-project MEANTIME, English) and what our gold's texts are rebuilt from. Each article's text is rebuilt as the gold's is, one sentence a line,
its date line in it; people marked the first sentences only (the title, the date, and four more), so that only what stands there counts. The date line, which is the document
creation time, counts neither as given nor as found. What is counted is what `../shared/score/times.py` counts: spans of the same code points (strict) or with shared ones
(relaxed), and of the relaxed those of the same type, and of the same value. The publication date comes from the date line as metadata does.

Our own gold (gold/times, GUIDELINES.md there) is measured by the same figures, whole texts, the date line as a date like others.

The articles are measured in the parts of our gold: those of `measure` were never looked at. Intervals are those of a bootstrap over articles (2,000 draws). PYTHON: an interpreter
with dateparser and recognizers-text-suite, asked with the day of publication; without it they are skipped, aloud. `--errors`: what goes wrong, of train and tune only.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

from benchmarks import bootstrap
from benchmarks.gold.when import read_times
from firsthand.align.dates_resolved import Published, resolve
from firsthand.extract.times import times
from firsthand.language.analyse import analyse
from firsthand.model import Analysed, Page
from training.gold import Labelled, read_gold

PARTS = ("train", "tune", "measure")
FIGURES = ("strict", "relaxed", "type", "value")
PEERS = Path(__file__).with_name("times_peers.py")


@dataclass(frozen=True, slots=True)
class Time:
    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Marked:
    """An article with people's marks; `stop`: where they stopped; `line`: its date line."""

    name: str
    part: str
    text: str
    times: tuple[Time, ...]
    published: date
    line: tuple[int, int]
    stop: int


Tally = Counter[str]


def marked(data: Path) -> Iterator[Marked]:
    for part in PARTS:
        for article in read_gold(data, (part,)):
            if article.name.startswith("meantime/"):
                yield _marked(article, part)


def _marked(article: Labelled, part: str) -> Marked:
    root = ET.parse(article.file).getroot()
    sentences: dict[str, int] = {token.get("t_id", ""): int(token.get("sentence", 0)) for token in root.findall("token")}
    places = _places(article, [(token.get("t_id", ""), token.text or "") for token in root.findall("token")], sentences)
    found, published = [], ""
    for mark in root.iter("TIMEX3"):
        tokens = [anchor.get("t_id", "") for anchor in mark.iter("token_anchor")]
        if mark.get("functionInDocument") == "CREATION_TIME":
            published = mark.get("value", "")
        elif tokens:
            found.append(Time(places[tokens[0]][0], places[tokens[-1]][1], mark.get("type", ""), mark.get("value", "")))
    line = article.sentences[1]
    stop = article.sentences[min(5, len(article.sentences) - 1)][1]
    return Marked(article.name, part, article.text, tuple(sorted(found, key=lambda each: each.start)), _day(published), line, stop)


def _places(article: Labelled, tokens: Sequence[tuple[str, str]], sentences: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Where the corpus's tokens stand in the text as it is rebuilt."""
    from training.gold import _texts_module

    rows: dict[int, list[tuple[str, str]]] = {}
    for name, word in tokens:
        rows.setdefault(sentences[name], []).append((name, word))
    found, at = {}, 0
    for number in sorted(rows):
        line, spans = _texts_module().detokenise(word for _, word in rows[number])
        for (name, _), (start, end) in zip(rows[number], spans, strict=True):
            found[name] = (at + start, at + end)
        at += len(line) + 1
    return found


def _day(value: str) -> date:
    parts = [int(part) for part in value.split("-")]
    return date(*parts) if parts[0] > 31 else date(*reversed(parts))


def counted(one: Marked, found: Sequence[Time]) -> Tally:
    """As the scorer counts, in what people marked."""
    inside = sorted(
        (each for each in found if each.start < one.stop and not (each.start < one.line[1] and one.line[0] < each.end)),
        key=lambda each: (each.start, each.end),
    )
    made: Tally = Counter(given=len(inside), gold=len(one.times))
    used: set[int] = set()
    for gold in one.times:
        exact = [i for i, each in enumerate(inside) if i not in used and (each.start, each.end) == (gold.start, gold.end)]
        near = exact or [i for i, each in enumerate(inside) if i not in used and each.start < gold.end and gold.start < each.end]
        if not near:
            continue
        used.add(near[0])
        made["relaxed"] += 1
        made["strict"] += bool(exact)
        made["type"] += inside[near[0]].type == gold.type
        made["value"] += inside[near[0]].value == gold.value
    return made


def f1(tallies: Sequence[Tally], figure: str) -> float:
    whole: Tally = sum(tallies, Counter())
    return 2 * whole[figure] / max(whole["given"] + whole["gold"], 1)


def shown(name: str, tallies: Sequence[Tally]) -> None:
    whole: Tally = sum(tallies, Counter())
    print(f"{name}: {len(tallies)} articles, {whole['gold']} given, {whole['given']} found")
    for figure in FIGURES:
        low, high = bootstrap.middle(f1(draw, figure) for draw in bootstrap.draws(tallies))
        precision, recall = whole[figure] / max(whole["given"], 1), whole[figure] / max(whole["gold"], 1)
        print(f"  {figure:8} F1 {f1(tallies, figure):.3f} [{low:.3f}, {high:.3f}]  P {precision:.3f} R {recall:.3f}")


def ours(one: Marked, read: Callable[[Page], Analysed] = analyse) -> list[Time]:
    """What the two stages find, the date line being metadata."""
    return _found(one.name, one.text, one.published, read)


def _found(name: str, text: str, published: date | None, read: Callable[[Page], Analysed]) -> list[Time]:
    rows = [row for row in times(read(Page(name, text, "en", None, (), ()))) if not row.formula.startswith("unread")]
    resolved = resolve(rows, Published(published, published, None) if published else None)
    return [Time(row.span.start, row.span.end, row.type, row.value or "") for row in resolved]


def peers(articles: Sequence[Marked], python: Path) -> Iterator[tuple[str, list[list[Time]], float]]:
    """Name, what it finds in each article, and seconds, of each peer that the interpreter has."""
    given = json.dumps([{"text": one.text, "day": one.published.isoformat()} for one in articles])
    for name in ("dateparser", "recognizers-text"):
        began = time.perf_counter()
        done = subprocess.run([str(python), str(PEERS), name], input=given, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"SKIPPED: {name}: {done.stderr.strip().splitlines()[-1] if done.stderr else 'it failed'}")
            continue
        yield name, [[Time(*each) for each in some] for some in json.loads(done.stdout)], time.perf_counter() - began


def errors(one: Marked, found: Sequence[Time]) -> Iterator[str]:
    inside = [each for each in found if each.start < one.stop and not (each.start < one.line[1] and one.line[0] < each.end)]
    for gold in one.times:
        near = [each for each in inside if each.start < gold.end and gold.start < each.end]
        words = one.text[gold.start : gold.end]
        if not near:
            yield f"missed   {words!r} {gold.type} {gold.value}"
        elif near[0].value != gold.value:
            yield f"value    {words!r} {gold.value}, ours {one.text[near[0].start : near[0].end]!r} {near[0].value}"
    for each in inside:
        if not any(each.start < gold.end and gold.start < each.end for gold in one.times):
            yield f"too many {one.text[each.start : each.end]!r} {each.value} in {one.text[max(each.start - 30, 0) : each.end + 20]!r}"


def labelled(data: Path, part: str, read: Callable[[Page], Analysed] = analyse) -> list[Tally]:
    """Our own gold (gold/times): the whole text counts, its date line too; the anchor is the date that the text itself states."""
    known = {one.name: one for one in read_times(part)}
    made = []
    for article in read_gold(data, PARTS):
        if (gold := known.get(article.name)) is not None:
            given = tuple(Time(*each.span, each.type, each.value) for each in gold.times)
            one = Marked(article.name, part, article.text, given, gold.published or date.min, (0, 0), len(article.text) + 1)
            made.append(counted(one, _found(one.name, article.text, gold.published, read)))
    return made


def figures(data: Path, *_: Path) -> dict[str, float]:
    """For the floors: MEANTIME, the part that was never looked at and all of it, and the measuring half of our own gold."""
    data = data.parent
    articles = list(marked(data))
    tallies = {one.name: counted(one, ours(one)) for one in articles}
    sets = {
        "times.meantime": list(tallies.values()),
        "times.meantime_measure": [tallies[one.name] for one in articles if one.part == "measure"],
        "times.gold": labelled(data, "measure"),
    }
    return {f"{name}.{figure}": f1(some, figure) for name, some in sets.items() for figure in ("strict", "relaxed", "value")}


def main(data: Path, python: Path | None, *, showing: bool) -> None:
    articles = list(marked(data))
    found = [ours(one) for one in articles]
    systems = [("firsthand", found, 0.0)]
    if python is None or not python.exists():
        print("SKIPPED: dateparser, recognizers-text: give --peers PYTHON, an interpreter that has them")
    else:
        systems += peers(articles, python)
    for name, some, _ in systems:
        tallies = [counted(one, each) for one, each in zip(articles, some, strict=True)]
        for part, chosen in (("train and tune", ("train", "tune")), ("measure", ("measure",)), ("all", PARTS)):
            shown(f"{name}, {part}", [tally for tally, one in zip(tallies, articles, strict=True) if one.part in chosen])
    for half in ("tune", "measure"):
        shown(f"our own gold, {half}", labelled(data, half))
    if showing:
        for one, each in zip(articles, found, strict=True):
            if one.part != "measure":
                for line in errors(one, each):
                    print(f"{one.name:24} {line}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    parser.add_argument("--peers", type=Path, help="an interpreter with dateparser and recognizers-text-suite")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    main(options.data, options.peers, showing=options.errors)
