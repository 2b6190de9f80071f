"""What was corrected, and which other articles have it as it was wrong.

What was wrong is known by its figure, its name or its words (`Wrong`). It stands in another article where a sentence has the figure beside words that the note has
too, the name as it was misspelt, or most of the words. What a later version of an article has otherwise is looked for only in passages that others share with the earlier one.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from importlib import resources
from typing import Any, Literal

from firsthand.align.query import Query
from firsthand.align.rare import plain, weight
from firsthand.align.sketches import WORD
from firsthand.model import Decision, Passage, Span, normalised

FOLDER = "language/data"
ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$", re.IGNORECASE)
# A sentence speaks of the same where it has so many telling words of the note; of a wrong sentence, so much of its telling words, of so many in all.
CONTEXT, MOST_OF, LEAST_OF = 2, 0.6, 5
# What is counted follows so close on its figure.
AFTER = 3
# Two spellings of one name; a phrase of so many words is what was wrong, and no sentence about it.
SPELT, LETTERS, SHORT = 0.7, 4, 6
# Sentences of two versions are the same one where so much of their words is equal; of what was changed so many words are one thing.
EDITED, CHANGED = 0.6, 3
# Sentences that a link shows of one article.
SHOWN = 3

NOTES = """
    SELECT c.article_id, c.kind, c.evidence, a.outlet FROM correction c JOIN article a USING (article_id) ORDER BY c.article_id, c.span, c.finding_id
"""
HAS_CORRECTIONS = (
    "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'correction' AND schema_name = 'main' AND database_name = current_database()"
)
SENTENCES = """
    SELECT s.article_id, s.span, s.words FROM found.sentence s SEMI JOIN article USING (article_id)
    WHERE regexp_matches(s.words, ?, 'i') ORDER BY s.article_id, s.span
"""
OF = "SELECT article_id, span, words FROM found.sentence WHERE article_id IN (SELECT unnest(?)) ORDER BY article_id, span"
VERSIONS = "SELECT id_a, id_b FROM link WHERE kind = 'version-of' AND judgement = 'same' AND type = 'updated' ORDER BY ALL"
OUTLETS = "SELECT article_id, outlet FROM article ORDER BY article_id"
ROWS = "SELECT * FROM found.correction SEMI JOIN article USING (article_id)"

Sort = Literal["figure", "name", "spelling", "words"]


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that `article_id` says was wrong. `forms`: what to look for, all of them in one sentence; `right`: what no such sentence has; `beside`: telling words of the note."""

    article_id: str
    kind: str
    sort: Sort
    forms: frozenset[str]
    right: frozenset[str]
    beside: frozenset[str]
    words: str
    instead: str | None
    evidence: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A sentence that has it as it was wrong; `doubted`: its words say that it may not be so."""

    wrong: Wrong
    passage: Passage
    doubted: bool


@dataclass(slots=True)
class Corrected:
    """All of a story. `own`: article with a note -> articles whose report it corrects, itself among them where there are no others."""

    repeats: list[Repeat] = field(default_factory=list)
    own: dict[str, frozenset[str]] = field(default_factory=dict)

    def followed(self) -> dict[tuple[str, str], tuple[Passage, ...]]:
        """(whose error it was, who has it too) -> the words that show it."""
        found: dict[tuple[str, str], tuple[Passage, ...]] = {}
        for repeat in self.repeats:
            if repeat.wrong.kind == "told" or repeat.doubted:
                continue
            own = self.own[repeat.wrong.article_id]
            if repeat.passage.article_id in own:
                continue
            has = {other.passage.article_id for other in self.repeats if other.wrong == repeat.wrong}
            for source in own:
                if source in has or source == repeat.wrong.article_id:
                    pair = (source, repeat.passage.article_id)
                    found[pair] = tuple(dict.fromkeys((*found.get(pair, ()), *repeat.wrong.evidence, repeat.passage)))
        return found


def rows(_query: Query, _given: Sequence[Decision]) -> str:
    """Story stage: the notes of the articles in the story."""
    return ROWS


def corrected(query: Query) -> Corrected:
    if not query(HAS_CORRECTIONS)[0][0]:
        return Corrected()
    outlets = dict(query(OUTLETS))
    notes = [_note(row) for row in query(NOTES)]
    texts: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for article_id, span, words in query(OF, [sorted({note.article_id for note in notes})]) if notes else ():
        texts[article_id].append((Span(span["start"], span["end"]), words))
    wrongs = [wrong for note in notes if (wrong := _wrong(note, outlets, texts[note.article_id])) is not None]
    spans: dict[str, list[Span]] = defaultdict(list)
    for note in notes:
        spans[note.article_id].append(note.span)
    made = Corrected(_repeats(query, wrongs, spans) if wrongs else [])
    older: dict[str, set[str]] = defaultdict(set)
    for before, after in query(VERSIONS) if wrongs else ():
        older[after].add(before)
    for article_id in {wrong.article_id for wrong in wrongs}:
        name = _outlet(outlets[article_id])
        has = {
            repeat.passage.article_id for repeat in made.repeats if repeat.wrong.article_id == article_id and repeat.wrong.kind != "told"
        }
        mine = {other for other in has if (name and _outlet(outlets[other]) == name) or other in older[article_id]}
        made.own[article_id] = frozenset(mine or {article_id})
    return made


# --- what was wrong -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Note:
    article_id: str
    kind: str
    span: Span
    said: str
    wrong: str | None
    right: str | None
    evidence: tuple[Passage, ...]


def _note(row: Sequence[Any]) -> _Note:
    article_id, kind, evidence, _ = row
    pieces = {piece["role"]: piece for piece in evidence}
    said = {role: piece["words"] for role, piece in pieces.items()}
    shown = tuple(Passage(article_id, role, piece["start"], piece["end"], piece["words"]) for role, piece in pieces.items())
    span = Span(pieces["correction"]["start"], pieces["correction"]["end"])
    return _Note(article_id, kind, span, said["correction"], said.get("wrong"), said.get("right"), shown)


def _wrong(note: _Note, outlets: Mapping[str, str | None], sentences: Sequence[tuple[Span, str]]) -> Wrong | None:
    if note.wrong is None:
        return None
    sort, forms = _looked_for(note.wrong, note.right)
    if sort is None:
        return None
    kind = note.kind
    own = _outlet(outlets[note.article_id])
    if kind == "told" and own and own in f" {normalised(note.said)} ":
        kind = "corrected"
    right = figures(note.right or "") if sort == "figure" else frozenset(words_of(note.right or ""))
    beside = telling(note.wrong) | telling(note.right or "")
    if sort == "figure":
        beside |= telling(note.said)
        mended = (words for span, words in sentences if span.end <= note.span.start or note.span.end <= span.start)
        beside |= {form for words in mended if right & figures(words) for form in telling(words)}
    beside = frozenset(form for form in beside - forms if not form[0].isdigit())
    return Wrong(note.article_id, kind, sort, forms, right - forms, beside, note.wrong, note.right, note.evidence)


def _looked_for(wrong: str, right: str | None) -> tuple[Sort | None, frozenset[str]]:
    """By what the wrong is known: a figure that the right has not, a name that is spelt or is otherwise, or its words."""
    odd = figures(wrong) - figures(right or "")
    if odd and (right is None or figures(right) or not _capitals(right) - _capitals(wrong)):
        return "figure", odd
    ones, others = _capitals(wrong), _capitals(right or "")
    spelt = {one for one in ones - others for other in others - ones if spelt_alike(one, other)}
    if spelt:
        return "spelling", frozenset(spelt)
    short = len(wrong.split()) <= SHORT and (right is None or len(right.split()) <= SHORT)
    if ones - others and short:
        return "name", frozenset(ones - others)
    forms = telling(wrong)
    return ("words", forms) if len(forms) >= LEAST_OF else (None, frozenset())


def spelt_alike(one: str, other: str) -> bool:
    """Two spellings of one name."""
    if min(len(one), len(other)) < LETTERS or one[0] != other[0] or abs(len(one) - len(other)) > 2 or one == other:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SPELT


def figure(word: str) -> str:
    ordinal = ORDINAL.match(word)
    return plain(ordinal[1] if ordinal else word)


def words_of(text: str) -> list[str]:
    return [figure(match[0]) for match in WORD.finditer(text)]


def figures(text: str) -> frozenset[str]:
    return frozenset(form for form in words_of(text) if form[0].isdigit())


def telling(text: str) -> frozenset[str]:
    """Forms of words that tell something and are not about reports."""
    return frozenset(form for form in words_of(text) if weight(form) > 0 and form not in _of_reports() and not form[0].isdigit())


def _capitals(text: str) -> frozenset[str]:
    """Capital words in small letters; a short phrase's first word is one of them."""
    listed = [match[0] for match in WORD.finditer(text)]
    rest = listed if len(listed) <= SHORT else listed[1:]
    return frozenset(_bare(word) for word in rest if word[0].isupper() and weight(plain(word)) > 0)


def _bare(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s")


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    text = resources.files("firsthand").joinpath(FOLDER, "corrections-en.toml").read_text(encoding="utf-8")
    return {name: frozenset(value.split()) for name, value in tomllib.loads(text)["corrections"].items() if isinstance(value, str)}


@cache
def _of_reports() -> frozenset[str]:
    return frozenset(plain(word) for name, words in _lists().items() if name != "doubting" for word in words) | {
        "version",
        "number",
        "name",
    }


def _outlet(name: str | None) -> str:
    return normalised(name or "").removeprefix("the ")


# --- where it stands ----------------------------------------------------------------------------------------------------------------


def _repeats(query: Query, wrongs: Sequence[Wrong], notes: Mapping[str, Sequence[Span]]) -> list[Repeat]:
    found = []
    for article_id, span, words in query(SENTENCES, [_pattern(wrongs)]):
        here = Span(span["start"], span["end"])
        if any(note.start < here.end and here.start < note.end for note in notes.get(article_id, ())):
            continue
        for wrong in wrongs:
            if wrong.article_id != article_id and stands_in(wrong, words):
                passage = Passage(article_id, "repeats", here.start, here.end, words)
                found.append(Repeat(wrong, passage, bool(_lists()["doubting"] & set(normalised(words).split()))))
    return found


def _pattern(wrongs: Sequence[Wrong]) -> str:
    """Sentences that may have one of them."""
    needles = {
        word for wrong in wrongs for word in (WORD.findall(wrong.words)) if figure(word) in wrong.forms or _bare(word) in wrong.forms
    }
    needles |= {form for wrong in wrongs for form in wrong.forms}
    spelled = {_spelled(form) for wrong in wrongs for form in wrong.forms if form.isdigit()}
    return r"\b(?:" + "|".join(re.escape(needle) for needle in sorted(needles | spelled - {""})) + ")"


def _spelled(form: str) -> str:
    """With commas, as long figures are printed."""
    return f"{int(form):,}"


def stands_in(wrong: Wrong, words: str) -> bool:
    forms = frozenset(words_of(words))
    if wrong.sort == "words":
        return len(wrong.forms & forms) >= MOST_OF * len(wrong.forms)
    if wrong.sort == "figure":
        if not wrong.forms & forms or wrong.right & forms:
            return False
        return len(wrong.beside & forms) >= CONTEXT or _follows(wrong, words_of(words))
    capitals = frozenset(_bare(match[0]) for match in WORD.finditer(words) if match[0][0].isupper())
    if wrong.sort == "spelling":
        return bool(wrong.forms & capitals)
    return wrong.forms <= capitals and bool(wrong.beside & forms or len(wrong.forms) > 1)


def _follows(wrong: Wrong, forms: Sequence[str]) -> bool:
    """Whether a word of the note comes right after the figure: what it counts."""
    return any(form in wrong.forms and wrong.beside & set(forms[n + 1 : n + 1 + AFTER]) for n, form in enumerate(forms))


# --- what a later version has otherwise -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """A figure or name that the later version of an article has otherwise: its sentence in both, and the words."""

    before: Passage
    after: Passage
    was: str
    now: str


def changes(query: Query) -> dict[tuple[str, str], list[Change]]:
    """(earlier version, later one) -> what was changed."""
    pairs = query(VERSIONS)
    texts: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for article_id, span, words in query(OF, [sorted({name for pair in pairs for name in pair})]) if pairs else ():
        texts[article_id].append((Span(span["start"], span["end"]), words))
    return {(one, other): found for one, other in pairs if (found := _changed(one, texts[one], other, texts[other]))}


def _changed(one: str, before: Sequence[tuple[Span, str]], other: str, after: Sequence[tuple[Span, str]]) -> list[Change]:
    kept = {words for _, words in before} & {words for _, words in after}
    found = []
    rest = [item for item in after if item[1] not in kept]
    for span, words in before:
        if words in kept or not rest:
            continue
        tokens = WORD.findall(words)
        best = max(rest, key=lambda item: _ratio(tokens, WORD.findall(item[1])))
        if _ratio(tokens, WORD.findall(best[1])) < EDITED:
            continue
        for was, now in _replaced(tokens, WORD.findall(best[1])):
            found.append(Change(_passage(one, "wrong", span, words), _passage(other, "right", *best), was, now))
    return found


def _ratio(one: Sequence[str], other: Sequence[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _replaced(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Figures put for figures, names for names."""
    for tag, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "replace" or j - i > CHANGED or m - k > CHANGED:
            continue
        was, now = " ".join(one[i:j]), " ".join(other[k:m])
        if (figures(was) and figures(now) and figures(was) != figures(now)) or (i and k and _capitals(was) and _capitals(now)):
            yield was, now


def _passage(article_id: str, role: str, span: Span, words: str) -> Passage:
    return Passage(article_id, role, span.start, span.end, words)
