from __future__ import annotations

import pytest

from firsthand.errors import UnreadableInput
from firsthand.reading import Piece, Problem, mbox
from tests.reading.pieces import pieces

ONE = b"From news@quay.example Sat Aug  2 10:00:00 2031\nSubject: Ferry\nContent-Type: text/plain\n\nThe ferry stays.\n\n"
TWO = (
    b"From news@quay.example Sun Aug  3 10:00:00 2031\nSubject: Wall\n\nHe wrote:\n>From the quay one sees it.\nFrom here one does not.\n\n"
)


def test_a_message_a_piece() -> None:
    found = pieces(ONE + TWO, "letters.mbox")
    assert [(one.place, getattr(one, "suffix", None)) for one in found] == [("message 1", ".eml"), ("message 2", ".eml")]
    assert isinstance(found[0], Piece)
    assert found[0].data == b"Subject: Ferry\nContent-Type: text/plain\n\nThe ferry stays.\n\n"
    assert isinstance(found[1], Piece)
    assert b"\nFrom the quay one sees it.\nFrom here one does not.\n" in found[1].data


@pytest.mark.parametrize("data", [b"", b"\n\n", b"Subject: Ferry\n\nText\n", b"\x00" * 100, b"text\n\nFrom a b\n"])
def test_what_is_no_mailbox_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match=r"letters\.mbox: is no mailbox"):
        pieces(data, "letters.mbox")


def test_a_message_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "LARGEST", 500)
    found = pieces(ONE + ONE.rstrip() + b"a" * 200_000 + b"\n\n" + TWO, "letters.mbox")
    assert [one.place for one in found] == ["message 1", "message 2", "message 3"]
    assert isinstance(found[1], Problem)
    assert found[1].error.startswith("letters.mbox, message 2: is larger than")
