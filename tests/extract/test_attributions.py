"""Who said what, on sentences about places that do not exist."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from pages import TEXTS, page

from firsthand.extract.attributions import attributions
from firsthand.extract.quotations import quotations
from firsthand.extract.sentences import sentences
from firsthand.language.analyse import analyse, without_model
from firsthand.model import Attribution, Span, finding_id


def rows(text: str) -> list[Attribution]:
    return list(attributions(analyse(page(text))))


def heard(text: str) -> list[tuple[str, str, list[str]]]:
    """(source, cue, contents) of every attribution."""

    def words(spans: tuple[Span, ...]) -> list[str]:
        return [text[span.start : span.end] for span in spans]

    return [(" | ".join(words(r.source_spans)), " | ".join(words(r.cue_spans)), words(r.content_spans)) for r in rows(text)]


def role(row: Attribution, name: str) -> str | None:
    return next((e.words for e in row.evidence if e.role == name), None)


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("“The lock is shut,” said Ines Varro.", "Ines Varro", "said"),
        ("“The lock is shut,” Varro said.", "Varro", "said"),
        ("‘The lock is shut,’ said Varro.", "Varro", "said"),
        (
            "“The lock is shut,” Ines Varro, a clerk at the river office, told the Kelmora Post.",
            "Ines Varro, a clerk at the river office",
            "told",
        ),
        ("“The lock is shut,” said Ines Varro, who leads the delegation, in a statement.", "Ines Varro, who leads the delegation", "said"),
        ("“The lock is shut,” said Deputy Minister Ines Varro on Thursday.", "Deputy Minister Ines Varro", "said"),
        ("“The lock is shut,” said J. R. Brell, head of the council.", "J. R. Brell, head of the council", "said"),
        ("“The lock is shut,” the official said.", "the official", "said"),
        ("“The lock is shut,” he also told reporters.", "he", "also told"),
        ("“Is the lock shut?” asked the mayor.", "the mayor", "asked"),
        ("“The lock is shut,” according to Ines Varro.", "Ines Varro", "according to"),
        ("Ines Varro said: “The lock is shut.”", "Ines Varro", "said"),
        ("In a statement on Monday, Ines Varro said, “The lock is shut.”", "Ines Varro", "said"),
        ("Ines Varro told the Kelmora Post: “The lock is shut.”", "Ines Varro", "told"),
        ("But she later added: “The lock is shut.”", "she", "later added"),
        ("Ines Varro went home, saying: “The lock is shut.”", "Ines Varro", "saying"),
        ("Ines Varro said:\n\n“The lock is shut.”", "Ines Varro", "said"),
        ("“The lock is shut.” — Ines Varro", "Ines Varro", "—"),
    ],
)
def test_direct(text: str, source: str, cue: str) -> None:
    [row] = rows(text)
    assert row.form == "direct"
    assert [(role(row, "source"), role(row, "cue"))] == [(source, cue)]
    assert (role(row, "content") or "").rstrip(",.?") in ("The lock is shut", "Is the lock shut")


def test_split_and_continued() -> None:
    assert heard("“The lock,” he said, “is shut.”") == [("he", "said", ["The lock,", "is shut."])]
    assert heard("“The lock is shut,” said Varro. “Boats wait. Nobody knows.”") == [
        ("Varro", "said", ["The lock is shut,", "Boats wait. Nobody knows."])
    ]
    assert heard("“Shut,” said Varro. “Open,” said Brell.") == [("Varro", "said", ["Shut,"]), ("Brell", "said", ["Open,"])]
    assert heard("“Shut,” Varro said, adding: “Not for long.”") == [("Varro", "said", ["Shut,"]), ("Varro", "adding", ["Not for long."])]


def test_over_paragraphs() -> None:
    assert heard("“The lock is shut.\n\n“The boats wait,” Varro said.") == [("Varro", "said", ["The lock is shut.", "The boats wait,"])]


def test_after_a_report() -> None:
    assert heard("Varro signalled that nothing would change. “The lock stays shut.”") == [("Varro", "signalled", ["The lock stays shut."])]


def test_mixed_takes_in_the_clause() -> None:
    text = "Varro said that the lock was “shut for good” in winter."
    [row] = rows(text)
    assert row.form == "mixed"
    assert heard(text) == [("Varro", "said", ["that the lock was", "shut for good", "in winter"])]
    assert heard("The new rule “does the minimum,” the former envoy said.") == [
        ("the former envoy", "said", ["The new rule", "does the minimum,"])
    ]


def test_nested_needs_its_own_cue() -> None:
    outer, inner = rows("“Brell told me, ‘The lock is shut,’ and left,” said Varro.")
    assert (role(outer, "source"), role(inner, "source")) == ("Varro", "Brell")
    assert inner.within == outer.finding_id
    [only] = rows("“They call it the ‘dry year’ here,” said Varro.")
    assert only.within is None


@pytest.mark.parametrize(
    ("text", "relay", "speaker"),
    [
        (
            "“The lock is shut,” the Orm news agency quoted a senior official as saying on condition of anonymity.",
            ("the Orm news agency", "quoted"),
            ("a senior official", "as saying"),
        ),
        (
            "The official was quoted by the Kelmora Post as saying: “The lock is shut.”",
            ("the Kelmora Post", "was quoted"),
            ("The official", "saying"),
        ),
    ],
)
def test_a_relay_passes_the_same_words_on(text: str, relay: tuple[str, str], speaker: tuple[str, str]) -> None:
    """Two of the same words, neither within the other; the one that passes them on points to the other, whichever stands first."""
    found = {(role(row, "source"), (role(row, "cue") or "").removesuffix(" by")): row for row in rows(text)}
    assert set(found) == {relay, speaker}
    outer, inner = found[relay], found[speaker]
    assert (outer.relays, inner.relays, outer.within, inner.within) == (inner.finding_id, None, None, None)
    assert outer.content_spans == inner.content_spans


def test_what_an_outlet_is_the_source_of_holds_or_repeats_the_words() -> None:
    """The outlet's row is of the same words, or of all that it tells: who said them with them."""
    outlet, speaker = sorted(
        rows("“The lock is shut,” Varro said at a rally, according to The Kelmora Post."), key=lambda row: role(row, "source")
    )
    assert (role(outlet, "source"), role(speaker, "source")) == ("The Kelmora Post", "Varro")
    assert outlet.relays == speaker.finding_id or speaker.within == outlet.finding_id


def test_whom_somebody_told_is_not_told() -> None:
    [row] = rows("Varro was told “the lock is shut” on Friday.")
    assert (row.source_spans, role(row, "cue"), role(row, "content")) == ((), "was told", "the lock is shut")


def test_relays_are_told_without_the_model_too() -> None:
    outer, inner = attributions(without_model(page("“The lock is shut,” the Orm news agency quoted a senior official as saying.")))
    assert (role(outer, "source"), outer.relays, inner.relays) == ("the Orm news agency", inner.finding_id, None)


def test_who_is_not_named_is_the_official_and_not_the_agency() -> None:
    text = "“The lock is shut,” the Orm news agency quoted a senior official as saying on condition of anonymity."
    told = {role(row, "source"): (row.source_class, role(row, "anonymity")) for row in rows(text)}
    assert told == {"the Orm news agency": ("outlet", None), "a senior official": ("anonymous", "on condition of anonymity")}


def test_roles() -> None:
    [row] = rows("“The lock is shut,” Ines Varro, a clerk, told reporters in an interview.")
    assert (role(row, "addressee"), role(row, "occasion"), role(row, "descriptor")) == ("reporters", "in an interview", "a clerk")
    assert (row.source_class, row.speaker) == ("named", "Ines Varro")


def test_short_forms_and_pronouns_lead_to_one_person() -> None:
    text = "Deputy Minister Ines Varro spoke in Kelmora.\n“The lock is shut,” Varro said.\n“Boats wait,” she added."
    short, pronoun = rows(text)
    assert (short.speaker, role(short, "speaker")) == ("Ines Varro", "Ines Varro")
    assert (pronoun.speaker, role(pronoun, "speaker")) == ("Ines Varro", "Ines Varro")


def test_two_candidates_are_none() -> None:
    assert rows("Ines Varro and Anna Brell met.\n“The lock is shut,” she said.")[0].speaker is None
    assert rows("The lock was built by Alan Lund for Peter Brell.\n“It is shut,” he said.")[0].speaker is None
    assert rows("Ines Varro met Anna Varro.\n“The lock is shut,” Varro said.")[0].speaker is None


def test_a_subject_weighs_more_than_an_object() -> None:
    """So readers take a subject for the subject before (right in nine cases of ten where another person is named there)."""
    assert rows("Ines Varro met Anna Brell.\n“The lock is shut,” she said.")[0].speaker == "Ines Varro"


@pytest.mark.parametrize(
    "text",
    [
        "The “deal” held for a year.",
        "They saw the film “The Long Lock” in Kelmora.",
        "The so-called “water peace” held.",
        "“The lock is shut and the boats wait.”",
        "“I think the lock is shut.”",
        "Signs along the canal are in blue: “Kelmora” and “Orm”.",
        "The “lock” that Varro said was shut is open.",
    ],
)
def test_no_attribution(text: str) -> None:
    assert [row for row in rows(text) if row.form == "direct"] == []


def test_a_language_without_rules_has_none() -> None:
    assert list(attributions(analyse(page("“The lock is shut,” said Varro.", "xx")))) == []


@given(TEXTS)
def test_every_row_holds_the_words_at_its_spans(text: str) -> None:
    parsed = analyse(page(text))
    found = list(attributions(parsed))
    for row in found:
        assert all(text[e.start : e.end] == e.words for e in row.evidence)
        assert row.cue_spans
        assert row.content_spans
        values = tuple(getattr(row, name) for name in Attribution.DEFINING)
        assert row.finding_id == finding_id(Attribution.TABLE, row.article_id, row.evidence, values)
    assert len({row.finding_id for row in found}) == len(found)


def test_sentences_and_quotations_are_rows() -> None:
    parsed = analyse(page("“Shut,” said Varro. Boats wait."))
    assert [row.words for row in sentences(parsed)] == ["“Shut,” said Varro.", "Boats wait."]
    assert [row.words for row in quotations(parsed)] == ["“Shut,”"]


def test_a_text_without_paragraphs_costs_time_by_its_length() -> None:
    """Each pronoun would otherwise be searched for from the start of the text."""
    sentence = 'The ferry stays, said Ines Varro of the office. "We wait for calm," she added, and nobody moved. '

    def seconds(times: int) -> float:
        parsed = analyse(page(sentence * times))
        started = time.process_time()
        assert len(list(attributions(parsed))) == 2 * times
        return time.process_time() - started

    seconds(10)  # the word lists are read once
    assert seconds(800) < 8 * seconds(200) + 0.5, "four times the text may cost about four times the time"


def test_in_a_quotation_only_what_another_said_is_told_apart() -> None:
    found = {
        (role(row, "source"), role(row, "cue"))
        for row in rows("“I think the lock is shut, and the council said that boats must wait,” Varro told reporters.")
    }
    assert ("I", "think") not in found
    assert {("Varro", "told"), ("the council", "said")} <= found
