"""The table of endings for `firsthand.language.model.lemmas`, from treebanks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from firsthand.language.model.lemmas import AS_WRITTEN, LONGEST_ENDING, WHOLE, Rule, rule
from training.corpora import Document, Sentence

# A rule for an ending wants so many different words; one for a whole word stands on a single occurrence.
FEWEST_WORDS = 2


def learnt(documents: Iterable[Document]) -> dict[tuple[str, str], Rule]:
    """For each part of speech the shortest endings first; a longer one, or a whole word, only where it says otherwise."""
    seen: dict[tuple[str, str], Counter[Rule]] = defaultdict(Counter)
    for word, tag, wanted in _lemmas(s for d in documents for s in d.sentences):
        seen[tag, word.lower()][_edit(word.lower(), wanted.lower() if tag in AS_WRITTEN else wanted)] += 1
    endings: dict[tuple[str, str], Counter[Rule]] = defaultdict(Counter)
    for (tag, word), edits in seen.items():
        best = edits.most_common(1)[0][0]
        for length in range(min(LONGEST_ENDING, len(word)) + 1):
            endings[tag, word[len(word) - length :]][best] += 1
    rules: dict[tuple[str, str], Rule] = {}
    for (tag, ending), edits in sorted(endings.items(), key=lambda item: (len(item[0][1]), item[0])):
        best, times = min(edits.items(), key=lambda item: (-item[1], item[0]))
        if times >= FEWEST_WORDS and best != rule(ending, tag, rules):
            rules[tag, ending] = best
    for (tag, word), edits in sorted(seen.items()):
        best, _ = min(edits.items(), key=lambda item: (-item[1], item[0]))
        if best != rule(word, tag, rules):
            rules[tag, WHOLE + word] = best
    return rules


def _lemmas(sentences: Iterable[Sentence]) -> Iterable[tuple[str, str, str]]:
    for sentence in sentences:
        for word, tag, wanted in zip(sentence.words, sentence.upos or (), sentence.lemmas or (), strict=False):
            if wanted != "_" or word == "_":
                yield word, tag, wanted


def _edit(word: str, wanted: str) -> Rule:
    shared = next((i for i, (a, b) in enumerate(zip(word, wanted, strict=False)) if a != b), min(len(word), len(wanted)))
    return len(word) - shared, wanted[shared:]
