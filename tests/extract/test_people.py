"""Who is meant: pronouns, short forms, titles, and the head of a source; the names are nobody's."""

from __future__ import annotations

import pytest
from pages import page

from firsthand.extract.attributions import attributions
from firsthand.language.analyse import analyse
from firsthand.model import Attribution


def rows(text: str) -> list[Attribution]:
    return list(attributions(analyse(page(text))))


def words(text: str, row: Attribution) -> str | None:
    return text[row.descriptor_span.start : row.descriptor_span.end] if row.descriptor_span else None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Deputy Minister Alan Lund spoke.\nDunja Prokvar had come too.\n“It is shut,” he said.", None),
        ("Alan Lund spoke.\nDunja Prokvar, a clerk at the lock, agreed.\n“It is shut,” he said.", "Dunja Prokvar"),
        ("Alan Lund spoke.\nDunja Prokvar said that boats waited.\n“It is shut,” he said.", "Dunja Prokvar"),
        ("Alan Lund spoke.\nProkvar has waited for years.\n“It is shut,” he said.", None),
        ("Alan Lund spoke.\nA clerk was waiting.\n“It is shut,” he said.", None),
        ("Minister Alan Lund spoke.\nThe minister was tired.\n“It is shut,” he said.", "Alan Lund"),
        ("Alan Lund spoke in Upper Kelmora.\nBoats in Upper Kelmora wait.\n“It is shut,” he said.", "Alan Lund"),
        ("Alan Lund spoke.\n“I met Peter Brell at the old lock in winter,” he said.", "Alan Lund"),
        ("Alan Lund and Anna Brell spoke.\n“It is shut,” she said.", "Anna Brell"),
        ("Alan Varro met Anna Varro.\n“It is shut,” Ms. Varro said.", "Anna Varro"),
        ("Prime Minister Theresa May spoke.\n“It is shut,” she said.", "Theresa May"),
        ("Theresa May spoke.\n“It is shut,” May said.", "Theresa May"),
        ("Charlie King spoke.\n“It is shut,” Mr. King said.", "Charlie King"),
        ("Kevin O’Varro spoke.\n“It is shut,” O'Varro said.", "Kevin O’Varro"),
        ("Anna Varro Opens Kelmora Lock Once More\nAnna Varro spoke.\n“It is shut,” Varro said.", "Anna Varro"),
        ("“It is shut,” said Secretary of State John Varro.", "John Varro"),
        ("“It is shut,” said Alan Lund of Kelmora.", "Alan Lund"),
        ("“It is shut,” said a spokesperson for Ereld, Dunja Prokvar.", "Dunja Prokvar"),
        ("Anna Lund ran.\n“It is shut,” a narrator in the Lund ad said.", None),
        ("Anna Lund ran.\n“It is shut,” Lund spokesman Peter Brell said.", "Peter Brell"),
        ("“It is shut,” said a spokesman for Anna Lund.", None),
        ("Anna Lund spoke.\n“It is shut,” Lund and a friend said.", None),
    ],
)
def test_speaker(text: str, speaker: str | None) -> None:
    assert rows(text)[-1].speaker == speaker


def test_running_sentences_come_before_captions() -> None:
    [row] = rows("Anna Varro at the lock\nThe envoy Anna Varro spoke.\n“It is shut,” Varro said.")
    assert row.speaker_span is not None
    assert row.speaker_span.start == 33


@pytest.mark.parametrize(
    ("text", "kind", "descriptor"),
    [
        ("“It is shut,” said Mr. Varro.", "named", None),
        ("“It is shut,” said Rep. Anna Varro (D-Orm), the head of the council.", "named", "the head of the council"),
        ("“It is shut,” the council's president, Anna Varro, said.", "named", "the council's president"),
        # a body that has a name is named, and so is whoever goes by one word
        ("“It is shut,” the KRTC said.", "named", None),
        ("“It is shut,” Brell Inc. said.", "named", None),
        ("“It is shut,” Orm said.", "named", None),
    ],
)
def test_class_and_description(text: str, kind: str | None, descriptor: str | None) -> None:
    if "Mr." in text:
        text = "Anna Brell met Alan Varro.\n" + text
    row = rows(text)[-1]
    assert (row.source_class, words(text, row)) == (kind, descriptor)


def test_a_pronoun_for_a_named_person_is_named() -> None:
    assert rows("Alan Lund spoke.\n“It is shut,” he said.")[0].source_class == "named"
    assert rows("“It is shut,” he said.")[0].source_class is None
