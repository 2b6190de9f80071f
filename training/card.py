"""The card of the weights: what they are, what they were trained on, under which licences, how well they read, and what they do not do.

    python -m training.card DATA

Writes the list of the weights (`weights.sha256`) and the card for what lies in the package, with scores measured anew: the last steps of `python -m training`, for when one of the
others was run by hand.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks import attributions, bootstrap, coreference, names, treebanks
from firsthand.language.analyse import analyse
from firsthand.language.coreference.chains import chains
from firsthand.language.pipeline import WINDOW
from training.package import CARD, PACKAGE, files, sha256, write_manifest

# (what, score, low, high)
Row = tuple[str, float, float, float]
# What is told of attributions: (name, what `benchmarks.attributions` counts).
ATTRIBUTIONS = (
    ("relations", attributions.RELATION),
    ("contents, half", attributions.HALF),
    ("words of sources", "source"),
    ("words of cues", "cue"),
)
# And of which of the network's attributions, by corpus: PolNeAR labels nothing inside another's content.
WAYS = {"our gold": ("news gold", "network"), "PolNeAR dev": ("PolNeAR dev, top level", "network, nothing inside")}
HEAD = """# English language model of Firsthand

One encoder (6 layers, 384 wide, from sentence-transformers/all-MiniLM-L6-v2, Apache-2.0) with heads for parts of speech (UPOS), dependency trees (Universal Dependencies),
names (PER, ORG, LOC, MISC, as in CoNLL 2003), sentence begins and sentence meaning; a table of lemma rules; a scorer of coreference; two small graphs that find attributions
(float32). int8, for ONNX Runtime on a CPU.

**Made by** `python -m training` (`training/README.md` in the repository), with fixed seeds, from these sets only.

| set | licence |
|---|---|
| UD English EWT (train) | CC BY-SA 4.0 |
| GUM (train; genres whose texts are CC BY, CC BY-SA or public domain) | CC BY 4.0; texts CC BY, CC BY-SA, public domain |
| Universal NER on EWT (train), WikiGold, CrossNER politics (train) | CC BY-SA 4.0, CC BY 4.0, MIT |
| MEANTIME (two topics), re3d (texts of our gold) | CC BY 4.0; OGL v3, public domain, CC BY 3.0 AU, CC BY-SA 3.0 |
| Firsthand's news gold (train) over GUM, EWT, MEANTIME and re3d: names, chains, attributions | CC BY 4.0 |
| Articles written for Firsthand, and sentences made up from its templates (attributions only) | Apache-2.0, as the code |

**Left out of everything**: the development parts of UD English EWT (with the names of Universal NER on it) and of GUM, and the news gold's `measure` part, in whatever corpus its
documents stand, and its `tune` part. The scores that a link of coreference needs were set on GUM's development part and the totals of the `measure` part; those of
attributions on the `tune` part, with the totals of PolNeAR's development part in sight. Nothing was trained on PolNeAR.

**Licence of the weights**: CC BY-SA 4.0, as the strictest of these asks.

## Attributions

Who said, believed or intended what, told by three files. `attribution-cues.onnx` gives each word its chance to be the head of a cue, by sort: said, believed, intended.
`attribution-roles.onnx` gives each pair of such a head and a word of its sentence the chances that the word belongs to the cue, the source, the content or none of these.
`attribution.json` holds the least scores and the names of the features; a version of Firsthand that computes other features refuses the graphs. Each graph is the mean of two networks of
one hidden layer, which see the encoder's states and rows of noughts and ones: parts of speech, tree, names, quotation marks, and lists of words (`language/data/en.toml`, `attribution-en.toml`).
The encoder was not trained for them and stays as it is.

They learned from three things. The attributions of the news gold's train part, read by the package itself, with its errors: about 2,100 in 121 texts of EWT, GUM, MEANTIME and re3d, six in
ten of them said, three believed, one intended; those of news weigh more. 295 articles written for the purpose about invented people and places (`training/written/`, 95,000 words), with
6,900 attributions marked by the gold's rules. And sentences made up by templates, which weigh less, for the many words of stance; all their attributions count as said. What GUM and MEANTIME
themselves mark of attributions was not used. Lists and templates were written by hand; PolNeAR's train part could be read for them.

Made again by themselves: `python -m training.attributions DATA firsthand/language/model/english`, then `python -m training.card DATA`, which writes `weights.sha256` and this card.

## Files

"""
SCORES = """
## Scores

On the development parts and the news gold's measured part, with 95 % intervals of a bootstrap over documents. Attributions are the network's, before the rules for direct quotations join
them; a relation is right where content and source overlap the gold's by half.

"""
LIMITS = """
## Limits

- English, as edited news and web text is written. Other languages are not analysed; transcripts, lists and tables are read worse than sentences.
- The encoder does not see capitals but through a word's shape (lower, title, upper, mixed, digits, marks): names that only capitals tell are missed in headlines in title case.
- MISC is the weakest type: corpora draw its border differently. Governments meant by their capital are LOC.
- Coreference covers people and organisations, inside one document; it abstains where two candidates are near. `I`, `we`, `you` are not resolved.
- Attributions are looked for by sentence. What is told on in further sentences is found where it is quoted; a paraphrase that goes on without a cue is not. A cue has one attribution.
- Belief and intention are learned from fewer examples than speech. An attribution inside another's content must be surer than others, so more of those are missed.
- The networks met the gold's train part read by an encoder that had learned its names, and the trees of part of it: texts like these, with fewer errors of reading than new ones have.
- Vectors of sentences are those of the published encoder, imitated: they tell likeness of topic and wording better than agreement; negation moves them little.
- The news gold's GUM and MEANTIME texts are rebuilt with one sentence a line, so that their scores are with most sentence ends given; re3d's are of the text as published.
- Made-up sentences and least scores of attributions were chosen with the totals of PolNeAR's development part in sight: its scores flatter a little.
- Scores are of development parts and of articles like those trained on. Stories about other regions and in other styles will score lower.
"""


def write(data: Path, package: Path) -> None:
    """Measure what the package holds on the development parts under `data`, and write the card into the folder `package`."""
    (package / CARD).write_text(text(package, scores(data)), encoding="utf-8", newline="\n")


def text(package: Path, rows: Iterable[Row]) -> str:
    """The card of the files in `package`, with these scores."""
    listed = "".join(f"| {file.name} | {file.stat().st_size:,} | {sha256(file)} |\n" for file in files(package) if file.name != CARD)
    told = "".join(f"| {what} | {value:.3f} | {low:.3f} to {high:.3f} |\n" for what, value, low, high in rows)
    return f"{HEAD}| file | bytes | SHA-256 |\n|---|---|---|\n{listed}{SCORES}| what | score | interval |\n|---|---|---|\n{told}{LIMITS}"


def scores(data: Path) -> Iterator[Row]:
    for part in (_syntax, _names, _chains, _attributions):
        yield from part(data)


def _syntax(data: Path) -> Iterator[Row]:
    for name, path in (("EWT", data / "ud-ewt" / "dev.conllu"), ("GUM", data / "gum" / "dev")):
        documents = list(treebanks.documents_of(path))
        given = _drawn(list(treebanks.tallies_with_words(documents, WINDOW)), treebanks.shares)
        raw = _drawn(list(treebanks.tallies_from_raw(documents)), treebanks.raw_shares)
        for score in ("upos", "lemma", "uas", "las"):
            yield f"{name} dev, words given: {score.upper()}", *given[score]
        for score in ("raw_words", "raw_sentences", "raw_las"):
            yield f"{name} dev, raw text: {score.removeprefix('raw_')}, F1", *raw[score]


def _names(data: Path) -> Iterator[Row]:
    pairs = names.uner(data / "ner" / "uner-ewt" / "dev.iob2")
    yield "names, UNER EWT dev (PER, ORG, LOC), F1", names.f1(pairs), *names.interval(pairs)
    news = names.gold(data)
    for what, some in (("names, news gold (measured part), F1", news), ("people's names, the same, F1", names.only(news, ("PER",)))):
        yield what, names.f1(some), *names.interval(some)


def _chains(data: Path) -> Iterator[Row]:
    for name, texts in coreference.measured(data / "gum" / "dev", data).items():
        each = list(coreference.tallies(texts, coreference.from_text, chains))
        precision, coverage = coreference.shares(sum(each, Counter()))
        (a, b), (c, d) = coreference.interval(each)
        where = {"gum": "GUM dev", "news": "news gold"}[name]
        yield f"he, she, they, roles, {where}: precision", precision, a, b
        yield f"he, she, they, roles, {where}: coverage", coverage, c, d


def _attributions(data: Path, part: str = "measure") -> Iterator[Row]:
    tallies: dict[str, list[attributions.Tally]] = {}
    for corpus, source, page, given in attributions.texts(data, part):
        where, way = WAYS[corpus.partition(",")[0]]
        found = attributions.by_network(analyse(page))[way]
        tallies.setdefault(where, []).append(attributions.tally(source, given, found))
    for where, each in tallies.items():
        total = attributions.added(each)
        for name, what in ATTRIBUTIONS:
            yield f"attributions, {where}: {name}, F1", attributions.shares(total, what)[2], *attributions.interval(each, what)


def _drawn(each: Sequence[Counter[str]], shares: Callable[[Counter[str]], dict[str, float]]) -> dict[str, tuple[float, float, float]]:
    """Each share of all documents, with its interval."""
    drawn = [shares(sum(some, Counter())) for some in bootstrap.draws(each)]
    return {name: (value, *bootstrap.middle(one[name] for one in drawn)) for name, value in shares(sum(each, Counter())).items()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder that holds ud-ewt, gum, ner, meantime, re3d and, for scores only, polnear")
    given = parser.parse_args()
    write_manifest(PACKAGE)
    write(given.data, PACKAGE)
