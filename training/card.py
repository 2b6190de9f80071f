"""The card of the weights: what they are, what they were trained on, under which licences, how well they read, and what they do not do."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import bootstrap, coreference, names, treebanks
from firsthand.language.coreference.chains import chains
from firsthand.language.pipeline import WINDOW

CARD = "CARD.md"
HEAD = """# English language model of Firsthand

One encoder (6 layers, 384 wide, from sentence-transformers/all-MiniLM-L6-v2, Apache-2.0) with heads for parts of speech (UPOS), dependency trees (Universal Dependencies),
names (PER, ORG, LOC, MISC, as in CoNLL 2003), sentence begins and sentence meaning; a table of lemma rules; a scorer of coreference. int8, for ONNX Runtime on a CPU.

**Made by** `python -m training` (`training/README.md` in the repository), with fixed seeds, from these sets only.

| set | licence |
|---|---|
| UD English EWT (train) | CC BY-SA 4.0 |
| GUM (train; genres whose texts are CC BY, CC BY-SA or public domain) | CC BY 4.0; texts CC BY, CC BY-SA, public domain |
| Universal NER on EWT (train), WikiGold, CrossNER politics (train) | CC BY-SA 4.0, CC BY 4.0, MIT |
| MEANTIME (two topics), re3d (texts of our gold) | CC BY 4.0; OGL v3, public domain, CC BY 3.0 AU, CC BY-SA 3.0 |
| Firsthand's news gold (train) over GUM, EWT, MEANTIME and re3d | CC BY 4.0 |

**Left out of everything**: the development parts of UD English EWT (with the names of Universal NER on it) and of GUM, and the news gold's `measure` part, in whatever corpus its
documents stand, and its `tune` part. The scores that a link of coreference needs were set on GUM's development part and the totals of the `measure` part.

**Licence of the weights**: CC BY-SA 4.0, as the strictest of these asks.

## Files

"""
LIMITS = """
## Limits

- English, as edited news and web text is written. Other languages are not analysed; transcripts, lists and tables are read worse than sentences.
- The encoder does not see capitals but through a word's shape (lower, title, upper, mixed, digits, marks): names that only capitals tell are missed in headlines in title case.
- MISC is the weakest type: corpora draw its border differently. Governments meant by their capital are LOC.
- Coreference covers people and organisations, inside one document; it abstains where two candidates are near. `I`, `we`, `you` are not resolved.
- Vectors of sentences are those of the published encoder, imitated: they tell likeness of topic and wording better than agreement; negation moves them little.
- The news gold's GUM and MEANTIME texts are rebuilt with one sentence a line, so that their scores are with most sentence ends given; re3d's are of the text as published.
- Scores are of development parts and of articles like those trained on. Stories about other regions and in other styles will score lower.
"""


def write(data: Path, package: Path) -> None:
    """Measure what lies in `package` on the development parts under `data`, and write its card beside it."""
    rows = "".join(f"| {what} | {value:.3f} | {low:.3f} to {high:.3f} |\n" for what, value, low, high in _scores(data))
    scores = f"\n## Scores\n\nOn the development parts and the news gold's measured part, with 95 % intervals of a bootstrap over documents.\n\n| what | score | interval |\n|---|---|---|\n{rows}"
    (package / CARD).write_text(HEAD + _files(package) + scores + LIMITS, encoding="utf-8")


def _files(package: Path) -> str:
    files = [file for file in sorted(package.iterdir()) if file.is_file() and file.name != CARD]
    rows = "".join(f"| {file.name} | {file.stat().st_size:,} | {hashlib.sha256(file.read_bytes()).hexdigest()} |\n" for file in files)
    return f"| file | bytes | SHA-256 |\n|---|---|---|\n{rows}"


def _scores(data: Path) -> Iterator[tuple[str, float, float, float]]:
    for name, path in (("EWT", data / "ud-ewt" / "dev.conllu"), ("GUM", data / "gum" / "dev")):
        documents = list(treebanks.documents_of(path))
        given = _drawn(list(treebanks.tallies_with_words(documents, WINDOW)), treebanks.shares)
        raw = _drawn(list(treebanks.tallies_from_raw(documents)), treebanks.raw_shares)
        for score in ("upos", "lemma", "uas", "las"):
            yield f"{name} dev, words given: {score.upper()}", *given[score]
        for score in ("raw_words", "raw_sentences", "raw_las"):
            yield f"{name} dev, raw text: {score.removeprefix('raw_')}, F1", *raw[score]
    pairs = names.uner(data / "ner" / "uner-ewt" / "dev.iob2")
    yield "names, UNER EWT dev (PER, ORG, LOC), F1", names.f1(pairs), *names.interval(pairs)
    news = names.gold(data)
    for what, some in (("names, news gold (measured part), F1", news), ("people's names, the same, F1", names.only(news, ("PER",)))):
        yield what, names.f1(some), *names.interval(some)
    for name, texts in coreference.measured(data / "gum" / "dev", data).items():
        each = list(coreference.tallies(texts, coreference.from_text, chains))
        precision, coverage = coreference.shares(sum(each, Counter()))
        (a, b), (c, d) = coreference.interval(each)
        where = {"gum": "GUM dev", "news": "news gold"}[name]
        yield f"he, she, they, roles, {where}: precision", precision, a, b
        yield f"he, she, they, roles, {where}: coverage", coverage, c, d


def _drawn(each: Sequence[Counter[str]], shares: Callable[[Counter[str]], dict[str, float]]) -> dict[str, tuple[float, float, float]]:
    """Each share of all documents, with its interval."""
    drawn = [shares(sum(some, Counter())) for some in bootstrap.draws(each)]
    return {name: (value, *bootstrap.middle(one[name] for one in drawn)) for name, value in shares(sum(each, Counter())).items()}
