"""Why a quotation is probably no attribution, told from itself and the words before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from firsthand.model import Language, Token, UnreadReason

# Words, at most, in a fragment that is quoted for its wording, in a title, and between a cue and its quotation.
FRAGMENT_WORDS = 4
TITLE_WORDS = 9
REACH = 3
ENDS = frozenset(",.!?…")


@dataclass(frozen=True, slots=True)
class Around:
    """The tokens beside a quotation's marks in the same paragraph, the nearest few; `sentence` gives the rest of its sentence, which few ask for."""

    before: Sequence[Token]
    after: Sequence[Token]
    sentence: Callable[[], Sequence[Token]]


def guess(around: Around, inside: Sequence[Token], closed: bool, rules: Language | None) -> UnreadReason:
    """`inside` are the tokens between the marks."""
    before, after = around.before, around.after
    if rules is None:
        return "language"
    if not closed:
        return "unclosed"
    words = [token.text for token in inside if token.text[0].isalnum()]
    near = [token.text.lower() for token in before[-REACH:]]
    if not words:
        return "no speaker found"
    named = (
        bool(set(near) & rules["quotations.work_cues"]) or _programme(before, len(words), rules) or _apposed(before, inside, after, rules)
    )
    if len(words) <= TITLE_WORDS and named and _title_case(words, rules):
        return "title of a work"
    if _speech(before, inside, after, rules):
        return "no speaker found"
    if len(words) <= TITLE_WORDS and set(near) & rules["quotations.term_cues"]:
        return "term"
    if len(words) <= FRAGMENT_WORDS and inside[-1].text not in ("!", "?") and not _told(around.sentence(), rules):
        return "scare quotes"
    return "no speaker found"


def _told(sentence: Sequence[Token], rules: Language) -> bool:
    """Whether a person reports in the sentence: a name or pronoun beside a verb of speech."""
    for token, following in pairwise(sentence):
        for subject, word in ((token.text, following.text), (following.text, token.text)):
            verb = rules.verbs.get(word)
            person = subject[0].isupper() or subject in rules["subject_pronouns"]
            if person and verb and verb.kind == "speech" and verb.forms & {"past", "third"}:
                return True
    return False


def _programme(before: Sequence[Token], length: int, rules: Language) -> bool:
    """Whether it stands after `on`, or as a title of two words or more after `in` or `on NAME's`."""
    if not before:
        return False
    if before[-1].text.lower() == "on":
        return True
    place = len(before) - 1
    if before[-1].text in ("'s", "’s", "’", "'"):
        place -= 1
        while place >= 0 and before[place].text[0].isupper() and before[place].text.lower() not in rules["quotations.work_prepositions"]:
            place -= 1
    return length > 1 and place >= 0 and before[place].text.lower() in rules["quotations.work_prepositions"]


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
