"""Lemmas by the longest known ending of a word, for its part of speech: how many letters to cut, and what to put in their place.

A table of endings learnt from annotated text, as the suffix rules of statistical lemmatisers (Chrupała 2006: shortest edit scripts) in their simplest form.
"""

from __future__ import annotations

from collections.abc import Mapping

# Before a whole word, so that its rule is told from that of words which end alike.
WHOLE = "^"
LONGEST_ENDING = 8
# Parts of speech whose lemmas keep their capitals: proper nouns, foreign words, signs. The rules of others may bring their own (`i`, `I`).
AS_WRITTEN = frozenset(("PROPN", "X", "SYM"))
Rule = tuple[int, str]
Rules = Mapping[tuple[str, str], Rule]


def read_rules(text: str) -> dict[tuple[str, str], Rule]:
    """Lines of part of speech, ending, letters to cut, letters to add, parted by tabs."""
    rows = (line.split("\t") for line in text.split("\n") if line)
    return {(tag, ending): (int(cut), add) for tag, ending, cut, add in rows}


def write_rules(rules: Rules) -> str:
    return "".join(f"{tag}\t{ending}\t{cut}\t{add}\n" for (tag, ending), (cut, add) in sorted(rules.items()))


def lemma(word: str, tag: str, rules: Rules) -> str:
    """The lemma of `word` as a `tag` (UPOS)."""
    lower = word.lower()
    found = rule(lower, tag, rules)
    base = word if tag in AS_WRITTEN else lower
    if found is None or len(lower) != len(word):  # the capital of a few letters is two
        return base
    cut, add = found
    if base.isupper():  # COUNTIES, COUNTY
        add = add.upper()
    return base[: len(base) - cut] + add or base


def rule(lower: str, tag: str, rules: Rules) -> Rule | None:
    """The rule of the longest ending that the table has."""
    whole = rules.get((tag, WHOLE + lower))
    if whole is not None:
        return whole
    for length in range(min(LONGEST_ENDING, len(lower)), -1, -1):
        found = rules.get((tag, lower[len(lower) - length :]))
        if found is not None:
            return found if found[0] <= len(lower) else None
    return None
