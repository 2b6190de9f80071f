"""Why a quotation is probably no attribution, told from itself and the words before it."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model import Language, Token, UnreadReason

# Words, at most, in a fragment that is quoted for its wording, in a title, and between a cue and its quotation.
FRAGMENT_WORDS = 4
TITLE_WORDS = 9
REACH = 3
ENDS = frozenset(",.!?…")


def guess(before: Sequence[Token], inside: Sequence[Token], after: Sequence[Token], closed: bool, rules: Language | None) -> UnreadReason:
    """`before` and `after` are the tokens beside the marks in the same paragraph, the nearest few; `inside` those between the marks."""
    if rules is None:
        return "language"
    if not closed:
        return "unclosed"
    words = [token.text for token in inside if token.text[0].isalnum()]
    near = [token.text.lower() for token in before[-REACH:]]
    if not words:
        return "no speaker found"
    named = bool(set(near) & rules["quotations.work_cues"]) or near[-1:] == ["on"] or _apposed(before, inside, after, rules)
    if len(words) <= TITLE_WORDS and named and _title_case(words, rules):
        return "title of a work"
    if _speech(before, inside, after, rules):
        return "no speaker found"
    if len(words) <= TITLE_WORDS and set(near) & rules["quotations.term_cues"]:
        return "term"
    if len(words) <= FRAGMENT_WORDS and inside[-1].text not in ("!", "?"):
        return "scare quotes"
    return "no speaker found"


def _apposed(before: Sequence[Token], inside: Sequence[Token], after: Sequence[Token], rules: Language) -> bool:
    """Whether it stands between commas behind a noun, as in: the report, "Low Water", found."""
    if len(before) < 2 or not after or inside[-1].text in ENDS:
        return False
    noun = before[-2].text
    return before[-1].text == "," and after[0].text == "," and noun.isalpha() and noun.islower() and noun not in rules.verbs


def _speech(before: Sequence[Token], inside: Sequence[Token], after: Sequence[Token], rules: Language) -> bool:
    """Whether a reporting verb touches the quotation."""
    near = [*(t.text.lower() for t in before[-2:]), *(t.text.lower() for t in after[:3])]
    spoken = inside[-1].text in ENDS or (bool(before) and before[-1].text in (":", ","))
    return spoken and any(word in rules.verbs and rules.verbs[word].kind == "speech" for word in near)


def _title_case(words: Sequence[str], rules: Language) -> bool:
    """Whether every word that is no particle, preposition or article begins with a capital or a digit."""
    small = rules["determiners"] | rules["prepositions"] | rules["conjunctions"]
    return words[0][0].isupper() and all(not word[0].islower() or word in small for word in words)
