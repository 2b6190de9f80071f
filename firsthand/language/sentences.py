"""Sentences by rule: where a full stop, question mark, exclamation mark or ellipsis ends one.

Sentences are split inside quotations too, as the GUM and UD English Web Treebank corpora do; a question or an exclamation in marks
stays with the clause that reports it (`“Why?” the mayor asked.`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from firsthand.language.paragraphs import trimmed
from firsthand.model import Language, Span

CLOSING = "\"”’»›)\\]}'＂」』"
OPENING = "\"“‘«‹„‚([{'＂「『`*_"
# The end marks with the closing ones and the numbers of notes (`[4]`), where white space follows; or a full stop that lacks its space (`end.Next`).
# Other runs of marks are taken whole, as what they are, inside a word: tried again from each of their marks they would cost the square of their length.
END = re.compile(
    rf"(?P<mark>[.!?…]++|[。！？])(?P<closing>[{CLOSING}]*+)(?:\s?\[\w{{1,3}}\])*(?=\s|\Z)"
    rf"|(?<=[^\W\d_A-Z]{{3}})(?P<bare>\.)(?=[A-Z][a-z]+\s)|[。！？]|(?P<inside>[.!?…]++)"
)
BEFORE = re.compile(r"[^\s\"“‘«(\[—–/]{1,40}\Z")
NEXT = re.compile(rf"[{OPENING}]*(\w+(?:['’.]\w+)*)?")
ENUMERATOR = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,4})\Z")
# A name of at most three words, or a pronoun, with one verb, alone in its sentence.
REPORT = re.compile(r"(?:[A-Z][\w’'-]*\.? ){1,3}(?P<verb>[a-z]+)\.(?=\s|\Z)")
# Code points, at most, of a sentence that is looked at for nothing but a number or letter (`(iv`).
LONGEST_ENUMERATOR = 40
# Code points, at most, of a reporting clause's beginning that is looked at.
LOOK = 80


def sentences(text: str, paragraphs: Sequence[Span], rules: Language | None) -> tuple[Span, ...]:
    """Spans without white space at the ends, in order; none crosses a paragraph's end."""
    return tuple(span for paragraph in paragraphs for span in _in_paragraph(text, paragraph, rules))


def _in_paragraph(text: str, paragraph: Span, rules: Language | None) -> Iterator[Span]:
    start = paragraph.start
    for match in END.finditer(text, paragraph.start, paragraph.end):
        if match.start() < start or match["inside"]:
            continue
        after = trimmed(text, match.end(), paragraph.end).start
        if after < paragraph.end and _ends(text, Span(start, paragraph.end), match, after, rules):
            yield trimmed(text, start, match.end())
            start = after
    if start < paragraph.end:
        yield Span(start, paragraph.end)


def _ends(text: str, left: Span, match: re.Match[str], after: int, rules: Language | None) -> bool:
    """Whether the marks that `match` found end the sentence that begins what is left of a paragraph; the next word begins at `after`."""
    if match["bare"]:
        return rules is not None and _word(text, after, left.end).lower() in rules["starters"]
    mark = match["mark"]
    if mark is None or mark in "。！？":
        return True
    word = _word(text, after, left.end)
    if not word:
        return text[after] not in "-–—,;:.…/&"
    if word[0].islower() and (rules is None or match["closing"] or mark[-2:] in ("..", "…") or word.lower() not in rules["starters"]):
        return False
    if match.start() - left.start <= LONGEST_ENUMERATOR and ENUMERATOR.match(text, left.start, match.start()):
        return False
    if mark == "." and rules:
        reported = bool(match["closing"].strip(")]}")) and _reported(text, after, left.end, rules)
        return not reported and _full_stop_ends(text, left.start, match, word, rules)
    if match["closing"].strip(")]}") and rules and mark[-1] in "!?…":
        return not _reports(text, after, left.end, rules)
    return True


def _word(text: str, start: int, stop: int) -> str:
    """The word that begins there, past opening marks; empty if none does."""
    found = NEXT.match(text, start, stop)
    return (found[1] or "") if found else ""


def _full_stop_ends(text: str, start: int, match: re.Match[str], word: str, rules: Language) -> bool:
    """A single full stop: it may belong to an abbreviation or an initial, and still end the sentence."""
    found = BEFORE.search(text, max(start, match.start() - 40), match.start())
    before = found[0].lstrip("”»") if found else ""
    lower = before.lower().strip("'’")
    starts = word[0].isupper() and word.lower() in rules["starters"]
    if lower in rules["abbreviations_number"]:
        return not word[0].isdigit()
    if lower in rules["abbreviations_inner"] or (len(before) < 3 and not word[0].isupper() and not before.isdigit()):
        return False
    if len(before) == 1 and before.isupper() and before != "I":
        return starts
    if lower in rules["abbreviations_outer"] or (len(before) > 2 and before[-2] == "." and before[-1].isalpha()):
        return starts or bool(match["closing"])
    return True


def _reports(text: str, after: int, stop: int, rules: Language) -> bool:
    """Whether `“Why?”` is followed by the clause that reports it: a name and a verb of speech, or the other way round, before any comma."""
    words = re.findall(r"\w+|[^\w\s]", text[after : min(stop, after + LOOK)])[:8]
    for word in words:
        if word in (".", ";", ":", "!", "?", '"', "“"):
            return False
        verb = rules.verbs.get(word)
        if verb and verb.kind == "speech" and verb.forms & {"past", "third"}:
            return True
    return False


def _reported(text: str, after: int, stop: int, rules: Language) -> bool:
    """Whether `“We lost.”` is followed by nothing but who said it: `Varro said.`."""
    clause = REPORT.match(text, after, stop)
    if not clause:
        return False
    verb = rules.verbs.get(clause["verb"])
    return verb is not None and verb.kind == "speech" and bool(verb.forms & {"past", "third"})
