"""Speakers whose name an article of the story says was misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import duckdb

from firsthand import tables
from firsthand.model import Correction
from firsthand.view.answers import CorrectedName, Place, Speaker
from firsthand.view.quotes import names
from firsthand.view.words import WORD

ROWS = "SELECT * FROM correction WHERE kind <> 'retracted' ORDER BY article_id, span, finding_id"
# A name has so many words; two spellings of it are so much alike: a correction that names somebody else is none of a name.
MOST_WORDS, ALIKE = 5, 0.8


def corrected(con: duckdb.DuckDBPyConnection, listed: Iterable[Speaker], places: Mapping[str, Place]) -> list[Speaker]:
    """The speakers, each with how its name was corrected, the first article that does so."""
    notes = list(_notes(tables.from_cursor(Correction, con.execute(ROWS)), places))
    return [_with_note(one, notes) for one in listed] if notes else list(listed)


def _notes(rows: Sequence[Correction], places: Mapping[str, Place]) -> Iterable[CorrectedName]:
    for row in sorted((row for row in rows if row.article_id in places), key=lambda row: places[row.article_id].number):
        said = {each.role: each.words for each in row.evidence}
        wrong, right = said.get("wrong", ""), said.get("right", "")
        if _is_name(wrong) and _is_name(right) and wrong != right and SequenceMatcher(None, wrong, right, autojunk=False).ratio() >= ALIKE:
            yield CorrectedName(wrong, right, places[row.article_id])


def _is_name(said: str) -> bool:
    found = WORD.findall(said)
    return 0 < len(found) <= MOST_WORDS and found[0][0].isupper() and found[-1][0].isupper() and not any(c.isdigit() for c in said)


def _with_note(one: Speaker, notes: Iterable[CorrectedName]) -> Speaker:
    known = [f" {' '.join(WORD.findall(name))} " for name in names(one)]
    found = next((note for note in notes if any(f" {' '.join(WORD.findall(note.wrong))} " in name for name in known)), None)
    return one if found is None or one.name == found.right else replace(one, corrected=found)
