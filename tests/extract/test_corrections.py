"""Corrections and retractions in a text: the note, what was wrong, what is right."""

from __future__ import annotations

import pytest
from pages import page

from firsthand.extract.corrections import corrections
from firsthand.language.parse import parse
from firsthand.model import Correction
from firsthand.tables import check_rows

LEAD = "Barges wait at the quay of Dunmarrow on a windy day in spring.\n\n"


def found(note: str) -> list[Correction]:
    text = LEAD + note + "\n"
    rows = list(corrections(parse(page(text))))
    check_rows(rows, {row.article_id: text for row in rows})
    return rows


def words(row: Correction, role: str) -> str | None:
    return next((piece.words for piece in row.evidence if piece.role == role), None)


def pairs(note: str) -> list[tuple[str | None, str | None]]:
    return [(words(row, "wrong"), words(row, "right")) for row in found(note)]


@pytest.mark.parametrize(
    ("note", "wrong", "right"),
    [
        ("An earlier version of this article said the toll was 412; it was 421.", "the toll was 412", "it was 421"),
        ("Correction: The Quay's report gave the number of sheep as 41. The mill's figure was 14.", "41", "The mill's figure was 14"),
        ("CORRECTION (4 June): The captain is Oriel Tamsin, not Oriel Tamsen.", "Oriel Tamsen", "Oriel Tamsin"),
        ("This story has been corrected to say the fine was 3,400 crowns, not 34,000.", "34,000", "3,400 crowns"),
        ("This article has been corrected. It misspelled the name of Ines Varro as Innes Varo.", "Innes Varo", "Ines Varro"),
        ("(This story corrects the number of sheep to 41 from 14)", "14", "41"),
        (
            "Due to an editing error, an earlier version of this story misidentified the keeper as Bram Tace. He is Orrin Tace.",
            "Bram Tace",
            "He is Orrin Tace",
        ),
        (
            "Earlier versions of this story included a wrong age. The mill first said that the horse is 14. Its groom later said that it is 9.",
            "the horse is 14",
            "Its groom later said that it is 9",
        ),
        ("The original version of this story reported that two ships sank. In fact one did.", "two ships sank", "In fact one did"),
        ("Correction (4 June): This story has been corrected to show that the mill closed in 2028.", None, "the mill closed in 2028"),
    ],
)
def test_what_was_wrong_and_what_is_right(note: str, wrong: str | None, right: str | None) -> None:
    assert pairs(note) == [(wrong, right)]


def test_a_note_with_two_errors_has_two_rows() -> None:
    note = "Correction: An earlier version of this article gave the depth as 14 metres. It is 41. The keeper is Orrin Tace, not Orin Tace."
    assert pairs(note) == [("14 metres", "It is 41"), ("Orin Tace", "Orrin Tace")]


def test_a_label_alone_goes_with_the_next_paragraph() -> None:
    assert pairs("Correction\n\nThe captain is Oriel Tamsin, not Oriel Tamsen.") == [("Oriel Tamsen", "Oriel Tamsin")]


def test_a_retraction_and_what_is_told_of_another() -> None:
    assert [row.kind for row in found("This report has been retracted. It relied on a forged letter.")] == ["retracted"]
    (told,) = found("The Quay has corrected its report, and lowered the number of sheep from 41 to 14.")
    assert (told.kind, words(told, "wrong"), words(told, "right")) == ("told", "41", "14")


@pytest.mark.parametrize(
    "line",
    [
        "The minister called the order “a first and overdue correction of a mistake”.",
        "Editor's note: This interview has been edited for length and clarity.",
        "Note: the ferry does not sail on Sundays.",
        "Corrections and clarifications",
        "Shares fell 10 percent in a correction that was overdue, not a crash.",
        "An earlier version of the bill said that the fee was 40 crowns.",
        "“An earlier version of this article said I was dead,” Mr Tamsin laughed.",
        "Do you want to report an error? Write to desk@quay.example",
    ],
)
def test_look_alikes(line: str) -> None:
    assert found(line) == []
