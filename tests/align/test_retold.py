"""Whether a report tells another again in its own words."""

from __future__ import annotations

import pytest

from firsthand.align.retold import Reading, Story, reading, weights

FERRY = """The ferry Dunmarrow turned back on Monday with 211 passengers and a crate of geese, after water came over the car deck near the outer buoy.
Divers found a crack in the bow door. A welder in Ansel, Oriel Tamsin, had closed it with tar and 19 roofing nails. The owner, Selde Lines, paid 3.2 million crowns
for the vessel in 2028. A tribunal at Port Morren will hear the harbour pilot on Thursday, said the registrar, Piet Lomm. Cook Hesper Quill saved two kettles."""
AGAIN = """Geese aboard! 211 people and a whole crate of the birds were turned round on the Dunmarrow when the sea climbed onto its car deck by the outer buoy.
What was the matter? There was a crack in its bow door, and the Ansel welder Oriel Tamsin had stuffed it up with tar, plus 19 roofing nails. Selde Lines had spent
3.2 million crowns on the thing in 2028. Next the pilot goes before a tribunal in Port Morren, on Thursday. Two kettles were rescued by Hesper Quill, who cooks."""
OWN = """Ruvan Okstad sold waffles on the quay at Morren when the Dunmarrow came in on Monday. Passengers wept and hugged, and an accordion played somewhere behind the
customs shed. Mayor Corisande Thrane handed out blankets from a lorry. Schoolchildren had painted banners. The owner would not comment. Insurance adjusters arrived by
seaplane in the afternoon, measured the ramp, photographed rust, and left again before supper with a suitcase of documents and one confused goose."""


def story(**given: Reading) -> Story:
    return Story(given)


def test_the_same_details_together_in_the_same_order() -> None:
    told = story(a=reading(FERRY, (), ()), b=reading(AGAIN, (), ()), c=reading(OWN, (), ()))
    assert told.retold(("a", "b")).holds
    assert not told.retold(("a", "c")).holds
    assert not told.retold(("b", "c")).holds


def test_it_opens_on_words() -> None:
    found = story(a=reading(FERRY, (), ()), b=reading(AGAIN, (), ()), c=reading(OWN, (), ())).retold(("a", "b"))
    roles = {piece.role for piece in found.evidence}
    assert roles == {"together-a", "together-b"}
    for piece in found.evidence:
        assert (FERRY if piece.article_id == "a" else AGAIN)[piece.start : piece.end] == piece.words
    assert "details together" in found.reason()


def test_a_named_outlet_and_a_report_that_is_not_named_speak_for_it() -> None:
    plain = story(a=reading(FERRY, (), (), "Ansel Lantern"), b=reading(OWN, (), ()))
    named = story(a=reading(FERRY, (), (), "Ansel Lantern"), b=reading(OWN + " The Lantern has more.", (), ()))
    assert named.retold(("a", "b")).chance > plain.retold(("a", "b")).chance
    assert [piece.words for piece in named.retold(("a", "b")).evidence if piece.role == "outlet"] == ["Lantern"]


def test_what_all_others_tell_too_says_less() -> None:
    alone = story(a=reading(FERRY, (), ()), b=reading(AGAIN, (), ()), c=reading(OWN, (), ()), d=reading(OWN, (), ()))
    common = story(a=reading(FERRY, (), ()), b=reading(AGAIN, (), ()), c=reading(FERRY, (), ()), d=reading(FERRY, (), ()))
    assert common.retold(("a", "b")).signs.together < alone.retold(("a", "b")).signs.together
    assert common.retold(("a", "b")).signs.affinity < alone.retold(("a", "b")).signs.affinity


def test_too_little_text_is_not_looked_at() -> None:
    assert story(a=reading("A ferry turned back with geese.", (), ()), b=reading("Geese turned a ferry back.", (), ())).worth() == []


@pytest.mark.parametrize("name", ["part", "order", "named", "vague", "same_outlet", "affinity", "together"])
def test_every_sign_but_chance_speaks_for_it(name: str) -> None:
    assert weights()[name] > 0 > weights()["by_chance"]
