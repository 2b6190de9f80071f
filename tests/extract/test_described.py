"""What kind of source speaks, how it is described, why it is not named, on trees that are written out."""

from __future__ import annotations

import pytest

from firsthand.extract.described import anonymity, descriptor, source_class
from firsthand.extract.speakers import speakers
from firsthand.extract.tree import Found
from tests.extract.trees import Written, article, chain, found, said, tree


def class_of(written: Written, one: Found) -> str | None:
    words = tree(written)
    return source_class(words, one, speakers(words, [one])[0], anonymity(words, one))


@pytest.mark.parametrize(
    ("phrase", "source", "expected"),
    [
        ("The|DET|det|2 minister|NOUN|nsubj|3", "The minister", "role"),
        ("A|DET|det|2 spokeswoman|NOUN|nsubj|3", "A spokeswoman", "role"),
        ("An|DET|det|2 official|NOUN|nsubj|3", "An official", "anonymous"),
        ("Senior|ADJ|amod|2 officials~official|NOUN|nsubj|3", "Senior officials", "anonymous"),
        ("Many|ADJ|amod|2 farmers~farmer|NOUN|nsubj|3", "Many farmers", "collective"),
        ("Every|DET|det|2 farmer|NOUN|nsubj|3", "Every farmer", "collective"),
        ("The|DET|det|2 report|NOUN|nsubj|3", "The report", "document"),
        ("News|NOUN|compound|2 reports~report|NOUN|nsubj|3", "News reports", "outlet"),
        ("The|DET|det|2 council|NOUN|nsubj|3", "The council", "role"),
    ],
)
def test_class_by_the_noun(phrase: str, source: str, expected: str) -> None:
    written = article(f"{phrase} said~say|VERB|root|0 so|ADV|obj|3")
    assert class_of(written, found(written, source, "said", "so")) == expected


def test_a_name_is_named_and_an_outlets_is_an_outlet() -> None:
    written = article(
        "Harrow|PROPN|compound|2 Post|PROPN|nsubj|3 reported~report|VERB|root|0 so|ADV|obj|3",
        chains=(chain("ORG", "name 0-1", name="0-1"),),
    )
    assert class_of(written, found(written, "Harrow Post", "reported", "so")) == "outlet"
    written = article("Lund|PROPN|nsubj|2 said~say|VERB|root|0 so|ADV|obj|2", chains=(chain("PER", "name 0", name="0"),))
    assert class_of(written, found(written, "Lund", "said", "so")) == "named"


def test_nothing_is_told_of_we_alone() -> None:
    written = article("We|PRON|nsubj|2 said~say|VERB|root|0 so|ADV|obj|2")
    assert class_of(written, found(written, "We", "said", "so")) is None


def described(written: Written, source: str, cue: str) -> str | None:
    words, one = tree(written), found(written, source, cue, "so")
    return said(written, descriptor(words, one, speakers(words, [one])[0]))


def test_what_stands_before_a_name() -> None:
    written = article(
        "Harrow|PROPN|nmod:poss|4 's|PART|case|1 water|NOUN|compound|4 minister|NOUN|nmod:desc|5 Lund|PROPN|nsubj|6 said~say|VERB|root|0 so|ADV|obj|6",
        chains=(chain("LOC", "name 0", name="0"), chain("PER", "name 4", name="4")),
    )
    assert described(written, "Harrow 's water minister Lund", "said") == "Harrow 's water minister"


def test_what_stands_after_a_name_up_to_a_relative_clause() -> None:
    written = article(
        "Dr|PROPN|nmod:desc|2 Lund|PROPN|nsubj|11 ,|PUNCT|punct|6 a|DET|det|6 lock|NOUN|compound|6 builder|NOUN|appos|2 ,|PUNCT|punct|9 who|PRON|nsubj|9 "
        "left~leave|VERB|acl:relcl|6 ,|PUNCT|punct|2 said~say|VERB|root|0 so|ADV|obj|11",
        chains=(chain("PER", "name 1", name="1"),),
    )
    assert described(written, "Dr Lund , a lock builder , who left", "said") == "a lock builder"


def test_a_bare_title_describes_nobody() -> None:
    written = article(
        "Mr|PROPN|nmod:desc|2 Lund|PROPN|nsubj|3 said~say|VERB|root|0 so|ADV|obj|3", chains=(chain("PER", "name 1", name="1"),)
    )
    assert described(written, "Mr Lund", "said") is None


UNNAMED = article(
    "An|DET|det|2 aide|NOUN|nsubj|10 who|PRON|nsubj|4 asked~ask|VERB|acl:relcl|2 not|PART|advmod|7 to|PART|mark|7 be|AUX|aux:pass|8 named~name|VERB|xcomp|4 "
    ",|PUNCT|punct|4 said~say|VERB|root|0 so|ADV|obj|10"
)


def test_why_a_source_is_not_named() -> None:
    one = found(UNNAMED, "An aide who asked not to be named", "said", "so")
    assert said(UNNAMED, anonymity(tree(UNNAMED), one)) == "who asked not to be named"
    assert class_of(UNNAMED, one) == "anonymous"
