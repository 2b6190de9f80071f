"""Credits against our gold: which outlets a report names as its source, over texts of PolNeAR and news-cluster that two readers labelled.

    python -m benchmarks.credits [DATA_DIR] [--part tune|measure] [--errors]

DATA_DIR holds `polnear` (networkdynamics/PolNeAR) and `news-cluster` (fhamborg/Giveme5W1H); what is a credit stands in gold/credits/GUIDELINES.md. The article stage reads each
text, and what a story knows of it (who publishes it) tells the outlet's own name from others. A credit is found where a row's credited words share code points with those of the
gold and name the same outlet. Only what stands in the stretches that were read counts; what stands in a doubtful one does not. Credits of others are what the figure is of;
first-hand and vague ones are counted apart, without a name. Intervals are those of a bootstrap over articles. `--errors` is refused for the measured part.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import bootstrap
from firsthand.align.credits import is_own
from firsthand.align.outlets import canonical, plain
from firsthand.extract.credits import credited
from firsthand.language.analyse import analyse
from firsthand.model import Analysed, Credit, Page

GOLD = Path(__file__).resolve().parent / "gold" / "credits"
PARTS = ("tune", "measure")
LABELS = ("credit", "first-hand", "vague")
Read = Callable[[Page], Analysed]
Tally = Counter[str]


@dataclass(frozen=True, slots=True)
class Gold:
    """A labelled text. `read`: the stretches that count; `doubtful`: those that do not."""

    name: str
    outlet: str
    text: str
    read: tuple[tuple[int, int], ...]
    credits: tuple[dict[str, Any], ...]
    lookalikes: tuple[dict[str, Any], ...]
    doubtful: tuple[tuple[int, int], ...]


def gold(data: Path, part: str) -> Iterator[Gold]:
    """Raises `ValueError` where a text is another one than was labelled."""
    for file in sorted((GOLD / part).glob("*.json")):
        row = json.loads(file.read_text(encoding="utf-8"))
        text = _text(data, row["source"], row["file"])
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != row["sha256"]:
            raise ValueError(f"{row['source']}/{row['file']} is not the text that was labelled. Get the set as it was published.")
        read = ((0, len(text)),) if row["complete"] is True else tuple((a, b) for a, b in row["complete"])
        yield Gold(
            row["file"],
            row["outlet"],
            text,
            read,
            tuple(row["credits"]),
            tuple(row["lookalikes"]),
            tuple((a, b) for a, b in row.get("doubtful", ())),
        )


def _text(data: Path, source: str, name: str) -> str:
    if source == "news-cluster":
        return str(json.loads((data / source / f"{name.removesuffix('.json')}.json").read_text(encoding="utf-8"))["text"])
    with (data / source / "text" / f"{name.removesuffix('.txt')}.txt").open(encoding="utf-8", newline="") as file:
        return file.read()


def found(one: Gold, read: Read) -> list[tuple[Credit, str]]:
    """The rows that count, with their labels as a story has them."""
    rows = [(row, _label(row, one.outlet)) for row in credited(read(Page(one.name, one.text, "en", None, (), ())))]
    return [
        (row, label)
        for row, label in rows
        if any(_share(row.credited_span.start, row.credited_span.end, *span) for span in one.read)
        and not any(_share(row.credited_span.start, row.credited_span.end, *span) for span in one.doubtful)
    ]


def _label(row: Credit, outlet: str) -> str:
    printed = next((piece.words for piece in row.evidence if piece.role == "credited"), "")
    return "first-hand" if row.credited is not None and is_own(row.credited, printed, outlet, None) else row.label


def _share(a: int, b: int, c: int, d: int) -> bool:
    return a < d and c < b


def _names(one: dict[str, Any]) -> set[str]:
    return {_plain(name) for name in (one["credited"], *one.get("also", ())) if name}


def _plain(name: str) -> str:
    return plain(canonical(name)).replace(" ", "")


def _meets(row: Credit, one: dict[str, Any]) -> bool:
    start, end = one.get("credited_start"), one.get("credited_end")
    if start is None or end is None:
        start, end = one["start"], one["end"]
    return _share(row.credited_span.start, row.credited_span.end, start, end)


def counted(one: Gold, rows: Sequence[tuple[Credit, str]]) -> Tally:
    """Given, found and right by label; of credits by kind too; look-alikes that were taken."""
    made: Tally = Counter()
    for row, label, right in judged(one, rows):
        made[f"found {label}"] += 1
        made[f"right {label}"] += right
        if label == "credit":
            made[f"found {row.kind}"] += 1
            made[f"right {row.kind}"] += right
            made["taken"] += any(
                _share(row.credited_span.start, row.credited_span.end, each["start"], each["end"]) for each in one.lookalikes
            )
    for each in one.credits:
        made[f"gold {each['label']}"] += 1
        if each["label"] == "credit":
            made[f"gold {each['kind']}"] += 1
            made[f"got {each['kind']}"] += each in got(one, rows)
    made["lookalikes"] += len(one.lookalikes)
    return made


def judged(one: Gold, rows: Sequence[tuple[Credit, str]]) -> Iterator[tuple[Credit, str, bool]]:
    """Each row with its label and whether the gold has it; of two rows for one credit the second is wrong."""
    used: set[int] = set()
    for row, label in rows:
        right = False
        for number, each in enumerate(one.credits):
            if number in used or each["label"] != label or not _meets(row, each):
                continue
            if label != "credit" or (row.credited is not None and _plain(row.credited) in _names(each)):
                used.add(number)
                right = True
                break
        yield row, label, right


def got(one: Gold, rows: Sequence[tuple[Credit, str]]) -> list[dict[str, Any]]:
    """Credits of the gold that some row has."""
    return [
        each
        for each in one.credits
        if any(
            label == each["label"]
            and _meets(row, each)
            and (label != "credit" or (row.credited is not None and _plain(row.credited) in _names(each)))
            for row, label in rows
        )
    ]


def f1(tallies: Sequence[Tally], what: str = "credit") -> float:
    whole: Tally = sum(tallies, Counter())
    return 2 * whole[f"right {what}"] / max(whole[f"found {what}"] + whole[f"gold {what}"], 1)


def shown(name: str, tallies: Sequence[Tally]) -> None:
    whole: Tally = sum(tallies, Counter())
    print(f"{name}: {len(tallies)} texts")
    for label in LABELS:
        low, high = bootstrap.middle(f1(draw, label) for draw in bootstrap.draws(tallies))
        right, given, of = whole[f"right {label}"], whole[f"found {label}"], whole[f"gold {label}"]
        print(
            f"  {label:10} F1 {f1(tallies, label):.3f} [{low:.3f}, {high:.3f}]  P {right / max(given, 1):.3f} of {given}  R {right / max(of, 1):.3f} of {of}"
        )
    for kind in ("according-to", "told", "reported", "wire", "hyperlink", "hat-tip", "other"):
        print(
            f"    {kind:12} given {whole[f'gold {kind}']:4} got {whole[f'got {kind}']:4}   found as such {whole[f'found {kind}']:4} right {whole[f'right {kind}']:4}"
        )
    print(f"  look-alikes taken for credits: {whole['taken']} of {whole['lookalikes']}")


def errors(one: Gold, rows: Sequence[tuple[Credit, str]]) -> Iterator[str]:
    for row, label, right in judged(one, rows):
        if not right:
            here = [(each["label"], each["credited"]) for each in one.credits if _meets(row, each)]
            why = [
                each["why"] for each in one.lookalikes if _share(row.credited_span.start, row.credited_span.end, each["start"], each["end"])
            ]
            yield f"FALSE {label:10} {row.kind:12} {row.credited} {here or why} {_around(one, row.span.start, row.span.end)}"
    having = got(one, rows)
    for each in one.credits:
        if each not in having:
            yield f"MISS  {each['label']:10} {each['kind']:12} {each['credited']} {_around(one, each['start'], each['end'])}"


def _around(one: Gold, start: int, end: int) -> str:
    return f"{one.text[max(start - 50, 0) : start]}[[{one.text[start:end]}]]{one.text[end : end + 40]}".replace("\n", "/")


def figures(polnear: Path, *_: Path, read: Read = analyse) -> dict[str, float]:
    """For the floors: of the part that was never looked at."""
    tallies = [counted(one, found(one, read)) for one in gold(polnear.parent, "measure")]
    return {f"credits.{label.replace('-', '_')}": f1(tallies, label) for label in LABELS}


def main(data: Path, part: str, *, showing: bool) -> None:
    tallies = []
    for one in gold(data, part):
        rows = found(one, analyse)
        tallies.append(counted(one, rows))
        if showing:
            for line in errors(one, rows):
                print(f"{one.name[:24]:24} {line}")
    shown(part, tallies)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    parser.add_argument("--part", choices=PARTS, default="tune")
    parser.add_argument("--errors", action="store_true", help="what goes wrong; of tune only")
    options = parser.parse_args()
    main(options.data, options.part, showing=options.errors and options.part == "tune")
