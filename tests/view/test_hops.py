"""Through whom words came, what is folded under what, and who is one speaker across articles."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from handmade import BRIDGE, GAZETTE, JOINED, NOTE, Said, Written, quotation, write_story

from firsthand.cli import main
from firsthand.model import Link
from firsthand.view import say
from firsthand.view.answers import Quote
from firsthand.view.quotes import folded
from firsthand.view.report import render_page
from firsthand.view.story import Story

QUOTED = "“The bridge may open on Friday. I believe that the engineers think the ice will hold, and I want the skippers to trust it.”"


@pytest.fixture
def bridge(tmp_path: Path) -> Path:
    return write_story(tmp_path / "s.duckdb", [BRIDGE, GAZETTE], [*JOINED, quotation(BRIDGE, QUOTED)])


def named(path: Path) -> dict[str, Quote]:
    """The quotes by the words that attribute them and the first word that they say."""
    with Story.open(path) as story:
        return {f"{quote.cue}: {quote.spoken.split()[0]}": quote for quote in story.quotes()}


def test_a_chain_goes_from_the_speaker_to_the_outlet(bridge: Path) -> None:
    quotes = named(bridge)
    assert [(hop.speaker, hop.cue) for hop in quotes["think: the"].hops] == [
        ("the engineers", "think"), ("Ilka Brandt", "believe"), ("Ilka Brandt", "had told"), ("A guard at the bridge", "said"), ("Tallow Wire", None)
    ]  # fmt: skip
    assert [hop.source for hop in quotes["think: the"].hops][:3] == ["the engineers", "I", "Mayor Ilka Brandt"]
    assert quotes["think: the"].hops[-1].finding_id is None
    assert [(hop.speaker, hop.cue) for hop in quotes["said: the"].hops] == [("A bridge guard", "said"), ("Harbour Gazette", None)]


def test_words_that_are_passed_on_have_one_chain_in_both_rows(bridge: Path) -> None:
    quotes = named(bridge)
    first, second = quotes["said: Nobody"], quotes["according to: Nobody"]
    assert first.hops == second.hops
    assert [hop.speaker for hop in first.hops] == ["Joost Remme", "Harbour Gazette", "Tallow Wire"]
    assert [hop.certainty for hop in first.hops] == ["uncertain", "certain", None]
    assert ([hop.speaker for hop in first.outward], first.inward) == (["Harbour Gazette"], ())
    assert ([hop.speaker for hop in second.inward], second.outward) == (["Joost Remme"], ())


def test_steps_say_how_each_passes_the_words_on(bridge: Path) -> None:
    quotes = named(bridge)
    told = {name: [(words, hop.speaker) for words, hop in say.steps(quote)] for name, quote in quotes.items()}
    assert told["think: the"] == [
        ("as believed by", "Ilka Brandt"),
        ("as told by", "A guard at the bridge"),
    ]  # nobody tells their own words
    assert told["had told: The"] == [("as told by", "A guard at the bridge")]
    assert told["said: Nobody"] == [("told as not certain by", "Harbour Gazette")]
    assert told["said: Ice,"] == []


@pytest.mark.parametrize(
    ("inner", "outer", "words"),
    [
        ({}, {}, "as told by"),
        ({"certainty": "certain"}, {"certainty": "uncertain"}, "told as certain by"),
        ({"certainty": "uncertain"}, {"certainty": None}, "as told by"),
        ({"certainty": "future"}, {"certainty": "certain"}, "told as still to come by"),
        ({}, {"polarity": "denied"}, "denied by"),
        ({}, {"polarity": "negative"}, "not told by"),
        ({}, {"sort": "believed"}, "as believed by"),
    ],
)
def test_what_is_denied_or_uncertain_on_the_way_is_told(tmp_path: Path, inner: dict[str, str], outer: dict[str, str], words: str) -> None:
    text = "A clerk wrote that the keeper had locked the shed."
    said = [
        Said(["the keeper had locked the shed"], "A clerk", "wrote", "A clerk", form="indirect", key="clerk"),
        Said(["locked the shed"], "the keeper", "had", "The keeper", form="indirect", inside="clerk"),
    ]
    said = [replace(said[0], **outer), replace(said[1], **inner)]  # type: ignore[arg-type]
    path = write_story(tmp_path / "s.duckdb", [Written("a.txt", text, said=said)])
    assert [how for how, _ in say.steps(named(path)["had: locked"])] == [words]


def test_rows_that_go_round_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    text = "One said two said three."
    said = [
        Said(["two"], "One", "said", "One", key="a", inside="b", relays="b"),
        Said(["three"], "two", "said", "One", key="b", inside="a", relays="a"),
    ]
    path = write_story(tmp_path / "s.duckdb", [Written("a.txt", text, said=said)])
    with Story.open(path) as story:
        assert all(len(quote.hops) == 3 for quote in story.quotes())
        assert sum(1 + len(inside) for one in story.who() for _, inside in folded(one.quotes)) == 2


def test_what_a_speaker_says_inside_their_own_words_is_folded_under_them(bridge: Path) -> None:
    with Story.open(bridge) as story:
        brandt = story.who(speaker="brandt")[0]
    assert [(quote.cue, [one.cue for one in inside]) for quote, inside in folded(brandt.quotes)] == [
        ("had told", ["believe", "want"]), ("said", ["know"]), ("wants", [])
    ]  # fmt: skip
    assert say.cues(folded(brandt.quotes)[0][1]) == "believe and want"
    assert len(brandt.quotes) == 6


def test_what_is_left_of_a_filter_is_not_lost_in_a_fold(bridge: Path) -> None:
    with Story.open(bridge) as story:
        believed = [quote.cue for one in story.who(sort="believed") for quote, _ in folded(one.quotes)]
        assert sorted(filter(None, believed)) == ["believe", "fears", "know", "think"]
        assert {quote.finding.form for one in story.who(form="mixed") for quote in one.quotes} == {"mixed"}
        assert [one.name for one in story.who(source_class="outlet")] == ["Harbour Gazette"]
        assert story.who(form="headline", sort="believed") == []


def test_an_entity_is_one_speaker_under_its_name_with_the_reason(bridge: Path) -> None:
    with Story.open(bridge) as story:
        first = story.who()[0]
    assert (first.name, first.named, len({quote.place.article_id for quote in first.quotes})) == ("Ilka Brandt", True, 2)
    (join,) = first.joins
    assert (join.one, join.other, join.reason, join.by) == ("Ilka Brandt", "Ilka Brant", "one letter is written once", "rule")
    with Story.open(bridge) as story:
        assert [one.key for one in story.who(speaker="brant")] == [first.key]


def test_two_names_are_joined_once_however_many_articles_say_why(tmp_path: Path) -> None:
    link = next(row for row in JOINED if isinstance(row, Link))
    again = replace(link, link_id="link9", reason="last name alone; 8 articles name `Ilka Brandt`")
    by_hand = replace(link, link_id="link8", reason="I know both", by="person")
    path = write_story(tmp_path / "s.duckdb", [BRIDGE, GAZETTE], [*JOINED, again, by_hand])
    with Story.open(path) as story:
        assert sorted((join.reason, join.by) for join in story.who()[0].joins) == [
            ("I know both", "person"),
            ("one letter is written once", "rule"),
        ]


def test_sources_without_a_name_stay_apart_and_know_each_other(bridge: Path) -> None:
    with Story.open(bridge) as story:
        guards = {one.name: one for one in story.who(source_class="anonymous")}
    assert {name: [(other.name, other.place.outlet.mark, other.type) for other in one.perhaps] for name, one in guards.items()} == {
        "A bridge guard": [("guard", "TW", "compatible")],
        "guard": [("A bridge guard", "HG", "compatible")],
    }
    assert [say.perhaps(other) for other in guards["guard"].perhaps] == ["May be the same as"]


@pytest.mark.parametrize(
    ("judgement", "kind", "words"),
    [
        ("unsure", None, "Cannot be told whether the same as"),
        ("unsure", "incompatible", "Not the same as"),
        ("different", None, "Not the same as"),
    ],
)
def test_what_is_known_of_two_sources_is_said_in_words(tmp_path: Path, judgement: str, kind: str | None, words: str) -> None:
    link = replace(JOINED[2], judgement=judgement, type=kind)  # type: ignore[arg-type]
    with Story.open(write_story(tmp_path / "s.duckdb", [BRIDGE, GAZETTE], [link])) as story:
        assert {say.perhaps(other) for one in story.who() for other in one.perhaps} == {words}


def test_one_chain_of_mentions_is_one_speaker_and_two_officials_of_one_article_are_two(tmp_path: Path) -> None:
    text = "An official said the quay is closed. He said the quay is wet. An official said the quay is old. They say the quay is new."
    said = [
        Said(["the quay is closed"], "An official", "said", None, "anonymous", chain="one"),
        Said(["the quay is wet"], "He", "said", None, "anonymous", chain="one"),
        Said(["the quay is old"], "An official", "said", None, "anonymous", chain="two"),
        Said(["the quay is new"], "They", "say", None, "named"),
    ]
    with Story.open(write_story(tmp_path / "s.duckdb", [Written("a.txt", text, said=said)])) as story:
        assert sorted((one.name or "", one.named, len(one.quotes)) for one in story.who()) == [
            ("An official", False, 1), ("An official", False, 2), ("They", False, 1)
        ]  # fmt: skip


def test_groups_of_people_are_not_one_across_articles(tmp_path: Path) -> None:
    written = [
        Written(f"{n}.txt", f"Critics said that plan {n} was late.", said=[Said([f"plan {n} was late"], "Critics", "said", None, "collective", form="indirect")])
        for n in range(2)
    ]  # fmt: skip
    with Story.open(write_story(tmp_path / "s.duckdb", written)) as story:
        assert [(one.name, one.named) for one in story.who()] == [("Critics", False)] * 2


def test_the_brief_has_quotations_of_who_says_them_and_tells_the_way(bridge: Path) -> None:
    with Story.open(bridge) as story:
        lines = story.brief().lines
    assert {line.quote.finding.form for line in lines} <= {"direct", "mixed"}
    assert not {"believe", "want", "know", "according to"} & {line.quote.cue for line in lines}
    assert [(line.speaker.name, line.quote.relay) for line in lines if line.quote.cue == "had told"] == [
        ("Ilka Brandt", "A guard at the bridge")
    ]


def test_a_story_without_entities_shows_names_as_before(tmp_path: Path) -> None:
    with Story.open(write_story(tmp_path / "s.duckdb", [NOTE, replace(GAZETTE, said=GAZETTE.said[:1])])) as story:
        assert [(one.name, one.joins, one.perhaps) for one in story.who()] == [("Ilka Brant", (), ())]


# --- what is shown ----------------------------------------------------------------------------------------------------------------


def test_the_page_links_every_step_and_folds(bridge: Path) -> None:
    with Story.open(bridge) as story:
        page = render_page(story)
        quotes = {quote.cue: quote.finding.finding_id for quote in story.quotes() if quote.finding.article_id == BRIDGE.article_id}
    row = page.split(f'href="#finding={quotes["think"]}"')[1].split("</li>")[0]
    assert f'<a href="#finding={quotes["believe"]}">as believed by <span class="w">Ilka Brandt</span></a>, <a href="#finding=' in row
    assert page.count('<li class="fold">') == 2
    assert "also in these words: believe and want" in page
    assert "passing on <span" in page
    assert 'not certain: <span class="w">reportedly</span>' in page
    assert 'on condition: <span class="w">if the report is green</span>' in page
    assert "are taken for one: one letter is written once" in page
    assert "May be the same as" in page


def test_the_terminal_tells_the_way_and_json_has_it(bridge: Path) -> None:
    told = CliRunner().invoke(main, ["who", str(bridge)]).output
    lines = [line.strip() for line in told.splitlines()]
    assert any(
        line.startswith("the engineers think, as believed by Ilka Brandt, as told by A guard at the bridge, in Tallow Wire · ")
        for line in lines
    )
    assert "also: “the skippers to trust it”" in lines
    assert any("on condition: if the report is green" in line for line in lines)
    assert any("told as not certain by Harbour Gazette, in Tallow Wire" in line and "not certain: reportedly" in line for line in lines)
    assert "“Ilka Brandt” and “Ilka Brant” are taken for one: one letter is written once" in lines
    assert any(line.startswith("May be the same as “guard” (Tallow Wire") for line in lines)
    speakers = json.loads(CliRunner().invoke(main, ["who", str(bridge), "--form", "direct", "--sort", "believed", "--json"]).output)
    quotes = [quote for speaker in speakers for quote in speaker["quotes"]]
    assert {quote["finding"]["sort"] for quote in quotes} == {"believed"}
    hops = next(quote["hops"] for quote in quotes if quote["cue"] == "think")
    assert [hop["speaker"] for hop in hops] == ["the engineers", "Ilka Brandt", "Ilka Brandt", "A guard at the bridge", "Tallow Wire"]
    assert {"finding_id", "speaker", "source", "cue", "sort", "polarity", "certainty"} == set(hops[0])
