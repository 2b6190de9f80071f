from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from handmade import BRIDGE, Written, at, when, write_story
from sourced import ACCORDING, AGAIN, BELL, COPY, FIRST, LOST, MARKED, POST, REPORTS, REVIEW, ROWS, STORY, TOLD, credit, derivation

from firsthand.model import Link, Passage
from firsthand.view import origins, origins_html, queries
from firsthand.view.sourcing_map import Edge, SourcingMap
from firsthand.view.story import Story


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    with Story.open(write_story(tmp_path / "s.duckdb", STORY, ROWS)) as opened:
        yield opened


def between(found: SourcingMap, source: str, target: str) -> list[Edge]:
    return [edge for edge in found.edges if (edge.source, edge.target) == (source, target)]


def test_edges_go_from_the_source_to_whoever_has_it(story: Story) -> None:
    found = story.sourcing_map()
    copied = {edge.kind: edge for edge in between(found, FIRST.article_id, COPY.article_id)}
    assert set(copied) == {"credit", "reuse"}
    assert copied["credit"].row == ACCORDING.finding_id
    assert copied["reuse"].directed
    assert copied["reuse"].label == "partially"
    passage = next(one for one in copied["reuse"].passages if one.kind == "prose")
    assert FIRST.text[passage.source.start : passage.source.end].startswith("salt boats sail")
    assert COPY.text[passage.target.start : passage.target.end].startswith("Salt boats may sail")


def test_every_word_of_an_edge_stands_in_its_article(story: Story) -> None:
    texts = {one.article_id: one.text for one in STORY}
    for edge in story.sourcing_map().edges:
        for piece in edge.evidence:
            assert texts[piece.article_id][piece.start : piece.end] == piece.words


def test_rare_words_keep_their_sides(story: Story) -> None:
    edge = next(edge for edge in story.sourcing_map().edges if edge.kind == "reuse" and edge.target == COPY.article_id)
    sides = {piece.role: piece.article_id for piece in edge.evidence}
    assert sides == {"rare-source": FIRST.article_id, "rare-target": COPY.article_id}


def test_agencies_and_documents_are_nodes(story: Story) -> None:
    kinds = {node.name: node.kind for node in story.sourcing_map().nodes if node.place is None}
    assert kinds == {"Norland Press": "agency", "inquiry of Ostrel": "document"}


def test_a_chain_that_comes_back_is_marked(story: Story) -> None:
    found = story.sourcing_map()
    assert found.circles == ((FIRST.article_id, COPY.article_id, AGAIN.article_id),)
    assert all(edge.circular for edge in between(found, COPY.article_id, AGAIN.article_id))
    assert not any(edge.circular for edge in found.edges if edge.target in (POST.article_id, REVIEW.article_id))


def test_two_that_name_each_other_come_back_too(tmp_path: Path) -> None:
    one = Written(
        "one.txt", "One\n\nThe Harbour Gazette reports that the ice holds on the lower river.\n", outlet="Tallow Wire", published=when(3)
    )
    two = Written(
        "two.txt", "Two\n\nThe Tallow Wire reports that the ice holds on the lower river.\n", outlet="Harbour Gazette", published=when(3)
    )
    rows = [
        credit(one, "The Harbour Gazette reports", "Harbour Gazette", "Harbour Gazette", "reported"),
        credit(two, "The Tallow Wire reports", "Tallow Wire", "Tallow Wire", "reported"),
        derivation(one, two, directed=False, reason="each credits the other"),
    ]
    with Story.open(write_story(tmp_path / "s.duckdb", [one, two], rows)) as story:
        found = story.sourcing_map()
    assert len(found.circles) == 1
    assert sum(edge.circular for edge in found.edges) == 2
    with Story.open(write_story(tmp_path / "t.duckdb", [one, two], rows[:2])) as story:
        assert story.sourcing_map().circles == ()  # nothing shows that they mean each other's reports of this


def test_what_leads_nowhere_and_what_is_first_hand(story: Story) -> None:
    found = story.sourcing_map()
    assert [(one.row, one.words) for one in found.nowhere] == [(LOST.finding_id, "reportedly")]
    assert [(one.row, one.words) for one in found.own] == [(TOLD.finding_id, "told the Tallow Wire")]


def test_marks_of_page_and_pictures_show_no_report_of_its_own(tmp_path: Path) -> None:
    text = "ORMUND, June 4 (NPA) - The ice holds.\n\n© Norland Press\n\nA boat (Ada Lund/Norland Press)\n"
    written = Written("a.txt", text, outlet="Norland Press")
    rows = [
        credit(written, words, words, "Norland Press", "wire", "first-hand")
        for words in ("ORMUND, June 4 (NPA) -", "© Norland Press", "(Ada Lund/Norland Press)")
    ]
    with Story.open(write_story(tmp_path / "s.duckdb", [written], rows)) as story:
        assert [one.words for one in story.sourcing_map().own] == ["ORMUND, June 4 (NPA) -"]


# --- in plain words ---------------------------------------------------------------------------------------------------------------------


def test_each_article_is_told_by_what_shows_it(story: Story) -> None:
    told = {one.place.article_id: one for one in origins.reports(story.sourcing_map())}
    groups = {path.path: told[path.article_id].group for path in STORY}
    assert groups == {
        "a/first.txt": "own", "b/copy.txt": "derived", "c/again.txt": "derived", "d/post.txt": "credits", "e/review.txt": "common", "f/bell.txt": "none",
    }  # fmt: skip
    line = told[COPY.article_id].lines[0]
    assert (line.verb, line.nodes[0].key, line.words[0].row) == ("draws on", FIRST.article_id, ACCORDING.finding_id)
    assert line.pairs == ((FIRST.article_id, COPY.article_id),)
    assert [node.key for node in told[FIRST.article_id].followed] == [COPY.article_id]
    post = {line.kind: line for line in told[POST.article_id].lines}
    assert post["nowhere"].words[0].words == "reportedly"
    assert post["documents"].nodes[0].name == "inquiry of Ostrel"
    assert post["common"].verb == "shares words and a source with"
    assert told[BELL.article_id].lines == ()


def test_words_for_edges() -> None:
    def verb(kind: str, *, directed: bool = True, **values: str | bool) -> str:
        return origins.verb_of(Edge(kind, "a", "b", directed, "row", "", **values))  # type: ignore[arg-type]

    assert verb("reuse", label="wholly") == "repeats"
    assert verb("reuse", label="partially") == "draws on"
    assert verb("reuse", directed=False, label="partially") == "shares words with"
    assert verb("reuse", directed=False, label="partially", common="Norland Press") == "shares words and a source with"
    assert verb("reuse", directed=False, label="wholly", common="Norland Press") == "is one text with"
    assert verb("reuse", label="wholly", through="c") == "has words in common with"
    assert verb("credit") == "credits"
    assert verb("wire") == "is marked as from"
    assert verb("wire", label="picture") == "has a picture marked as from"
    assert verb("correction", label="repeats") == "has what was corrected by"
    assert verb("correction", label="retracted", sure=False) == "may have what was retracted by"


def test_the_summary_counts_articles_and_no_origins(story: Story) -> None:
    said = origins.summary(origins.reports(story.sourcing_map()))
    assert said.startswith("Of 6 articles, 2 repeat or draw on another report; 1 shows reporting of its own;")
    assert said.endswith("1 names no other report and shares no prose with one.")


@pytest.mark.parametrize(
    ("written", "words"), [([], "no article was read"), ([BELL], "One article by itself"), ([BELL, BRIDGE], "Nothing shows where")]
)
def test_an_empty_section_says_why(tmp_path: Path, written: list[Written], words: str) -> None:
    with Story.open(write_story(tmp_path / "s.duckdb", written)) as story:
        assert words in origins.summary(origins.reports(story.sourcing_map()))


def test_a_report_that_opens_with_anothers_is_told_from_one_that_names_it_in_passing(tmp_path: Path) -> None:
    long = "The ice on the lower river holds again and the boats wait for the spring in the harbour of Ostrel.\n"
    named = "The boats of Ostrel will wait for spring, and all sledges with them, the Norland Press reports from the harbour.\n"
    opens, passing = Written("a.txt", named + long * 3, outlet="A"), Written("b.txt", long * 3 + named, outlet="B")
    rows = [credit(one, "the Norland Press reports", "Norland Press", "Norland Press", "reported") for one in (opens, passing)]
    with Story.open(write_story(tmp_path / "s.duckdb", [opens, passing], rows)) as story:
        told = {one.place.path: one for one in origins.reports(story.sourcing_map())}
    assert (told["a.txt"].group, told["a.txt"].lines[0].verb) == ("derived", "opens with a report of")
    assert (told["b.txt"].group, told["b.txt"].lines[0].verb) == ("credits", "credits")


def test_words_of_another_article_say_whose_they_are(tmp_path: Path) -> None:
    mark = at(FIRST.text, "told the Tallow Wire")
    row = derivation(FIRST, BELL, rule="wire-mark-one")
    row = replace(row, evidence=(Passage(FIRST.article_id, "credit", mark.start, mark.end, "told the Tallow Wire"),))
    with Story.open(write_story(tmp_path / "s.duckdb", STORY, [*ROWS, row])) as story:
        found = story.sourcing_map()
        told = {one.place.article_id: one for one in origins.reports(found)}
        html = origins_html.articles(tuple(told.values()), found, False)
    assert told[BELL.article_id].lines[0].words[0].whose == "in Tallow Wire’s text"
    assert told[COPY.article_id].lines[0].words[0].whose == ""
    assert html.count("in Tallow Wire’s text: <a") == 1


def test_what_may_have_been_corrected_is_told_as_unsure(tmp_path: Path) -> None:
    reason = "it has “41”, corrected to “The tower’s figure was 14”: spelt the same way"
    link = Link("l", "corrects", BELL.article_id, FIRST.article_id, "unsure", "repeats", reason, (), "rule")
    other = replace(link, link_id="m", id_b=POST.article_id, judgement="different")
    with Story.open(write_story(tmp_path / "s.duckdb", STORY, [*ROWS, link, other])) as story:
        told = {one.place.article_id: one for one in origins.reports(story.sourcing_map())}
    (line,) = [line for line in told[FIRST.article_id].lines if line.kind == "correction"]
    assert (line.verb, line.reason) == ("may have what was corrected by", "it has “41”, corrected to “14”: spelt the same way")
    assert not [line for line in told[POST.article_id].lines if line.kind == "correction"]


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("told again in other words: 46 % of the telling words in both, 65 details together", "told again in other words: names and rarer words stand in both, 65 details together"),
        ("its only report, 46 % of the telling words in both", "its only report; names and rarer words stand in both"),
        ("it has “412”, corrected to “from 142 to 150”: why", "it has “412”, corrected to “from 142 to 150”: why"),
        ("it has “Ada Lund”, corrected to “Ada Lind, 41”: why", "it has “Ada Lund”, corrected to “Ada Lind, 41”: why"),
    ],
)  # fmt: skip
def test_reasons_are_put_plainly(reason: str, words: str) -> None:
    assert origins.plainly(reason) == words


def test_a_part_of_the_map_has_what_an_article_has_and_gives(story: Story) -> None:
    found = story.sourcing_map()
    every = origins.reports(found)
    some = queries.origins(every, found, outlet="gazette")
    assert [one.place.path for one in some] == ["b/copy.txt"]
    part = queries.part_of_map(found, some)
    assert {edge.source for edge in part.edges} == {FIRST.article_id, COPY.article_id}
    assert {node.key for node in part.nodes} == {FIRST.article_id, COPY.article_id, AGAIN.article_id}
    assert (part.circles, part.nowhere) == (found.circles, ())
    assert origins.summary(some, len(every)).startswith("Of the 1 article asked for, out of 6, 1 repeats")
    assert queries.origins(every, found, article="nothing") == ()
    assert origins.summary((), len(every)).startswith("No article was found that was asked for.")


def test_versions_count_once(tmp_path: Path) -> None:
    link = Link("l", "version-of", FIRST.article_id, AGAIN.article_id, "same", "updated", "one address", (), "rule")
    with Story.open(write_story(tmp_path / "s.duckdb", STORY, [*ROWS, link])) as story:
        told = origins.reports(story.sourcing_map())
        edge = next(edge for edge in story.sourcing_map().edges if edge.kind == "link")
        asked = queries.origins(told, story.sourcing_map(), article="a/first.txt")
    assert FIRST.article_id not in {one.place.article_id for one in told}
    assert [one.place.path for one in asked] == ["c/again.txt"]  # the version that stands for it
    assert (edge.source, edge.target, edge.directed) == (FIRST.article_id, AGAIN.article_id, True)
    again = next(one for one in told if one.place.article_id == AGAIN.article_id)
    assert {line.kind for line in again.lines} >= {"link", "own"}


def test_marked_words_have_their_credit(story: Story) -> None:
    rows = {row.finding_id: place.path for row, place in story.credited()}
    assert rows == {TOLD.finding_id: "a/first.txt", ACCORDING.finding_id: "b/copy.txt", REPORTS.finding_id: "c/again.txt", LOST.finding_id: "d/post.txt", MARKED.finding_id: "d/post.txt"}  # fmt: skip
