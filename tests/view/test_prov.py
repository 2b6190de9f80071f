from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from handmade import write_story
from sourced import AGAIN, COPY, FIRST, POST, REVIEW, ROWS, STORY

from firsthand.model import Link, Passage
from firsthand.view.exports import export
from firsthand.view.story import Story

# What PROV-O (https://www.w3.org/TR/prov-o/) has of what is used: properties from entities, with what they lead to; qualified ones with their class.
PROPERTIES = {"wasDerivedFrom", "wasQuotedFrom", "hadPrimarySource", "wasRevisionOf", "wasAttributedTo", "alternateOf"}
QUALIFIED = {
    "qualifiedDerivation": ("Derivation", "wasDerivedFrom"), "qualifiedQuotation": ("Quotation", "wasQuotedFrom"),
    "qualifiedPrimarySource": ("PrimarySource", "hadPrimarySource"), "qualifiedRevision": ("Revision", "wasRevisionOf"),
}  # fmt: skip
OTHERS = {"entity", "generatedAtTime", "Entity", "Agent", "Organization", *(kind for kind, _ in QUALIFIED.values())}


@pytest.fixture
def read(tmp_path: Path) -> dict[str, dict[str, Any]]:
    link = Link("l", "version-of", COPY.article_id, REVIEW.article_id, "same", "updated", "one address", (), "rule")
    words = Passage(FIRST.article_id, "corrects", 0, 4, FIRST.text[:4])
    mended = Link(
        "m", "corrects", FIRST.article_id, AGAIN.article_id, "same", "figure", "it has the passage that was wrong", (words,), "rule"
    )
    with Story.open(write_story(tmp_path / "s.duckdb", STORY, [*ROWS, link, mended])) as story:
        names = export(story, tmp_path / "out", "prov")
    assert "provenance.jsonld" in names
    document = json.loads((tmp_path / "out" / "provenance.jsonld").read_text(encoding="utf-8"))
    assert document["@context"]["prov"] == "http://www.w3.org/ns/prov#"
    return {one["id"]: one for one in document["@graph"]}


def article(written: Any) -> str:
    return f"urn:firsthand:article:{written.article_id}"


def ids(values: list[dict[str, str]]) -> set[str]:
    return {value["id"] for value in values}


def terms(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            if name == "type":
                yield from inner if isinstance(inner, list) else [inner]
            else:
                yield from terms(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from terms(inner)


def test_only_terms_of_prov_o_are_used_of_it(read: dict[str, dict[str, Any]]) -> None:
    used = {term.removeprefix("prov:") for term in terms(list(read.values())) if term.startswith("prov:")}
    assert used <= PROPERTIES | set(QUALIFIED) | OTHERS
    assert {"wasDerivedFrom", "wasQuotedFrom", "hadPrimarySource", "wasRevisionOf", "wasAttributedTo"} <= used


def test_everything_that_is_pointed_at_is_there_and_of_its_class(read: dict[str, dict[str, Any]]) -> None:
    for one in read.values():
        for name in PROPERTIES:
            for value in one.get(f"prov:{name}", ()):
                wanted = "prov:Agent" if name == "wasAttributedTo" else "prov:Entity"
                assert wanted in read[value["id"]]["type"]
        for name, (kind, plain) in QUALIFIED.items():
            for value in one.get(f"prov:{name}", ()):
                assert value["type"] == f"prov:{kind}"
                assert value["prov:entity"]["id"] in ids(one[f"prov:{plain}"])  # a qualified relation has its plain one


def test_edges_lead_from_what_was_made_to_what_it_was_made_from(read: dict[str, dict[str, Any]]) -> None:
    assert ids(read[article(COPY)]["prov:wasDerivedFrom"]) == {article(FIRST)}
    assert ids(read[article(COPY)]["prov:wasQuotedFrom"]) == {article(FIRST)}
    assert ids(read[article(AGAIN)]["prov:wasDerivedFrom"]) == {article(COPY)}
    assert ids(read[article(REVIEW)]["prov:wasRevisionOf"]) == {article(COPY)}
    assert ids(read[article(POST)]["prov:wasAttributedTo"]) == {"urn:firsthand:outlet:salt-post", "urn:firsthand:outlet:norland-press"}
    assert read[article(POST)]["prov:hadPrimarySource"] == [{"id": "urn:firsthand:document:inquiry-of-ostrel"}]


def test_words_shared_without_a_direction_are_derived_from_their_common_source_alone(read: dict[str, dict[str, Any]]) -> None:
    pair = [read[article(POST)], read[article(REVIEW)]]
    assert all(ids(one["prov:wasDerivedFrom"]) == {"urn:firsthand:report-of:norland-press"} for one in pair)
    assert sum("firsthand:sharesWordsWith" in one for one in pair) == 1


def test_evidence_is_at_its_place(read: dict[str, dict[str, Any]]) -> None:
    texts = {article(one): one.text for one in STORY}
    seen = 0
    for one in read.values():
        for name in QUALIFIED:
            for value in one.get(f"prov:{name}", ()):
                for piece in value.get("firsthand:evidence", ()):
                    position, *rest = piece["oa:hasSelector"]
                    words = texts[piece["oa:hasSource"]["id"]][position["oa:start"] : position["oa:end"]]
                    assert words
                    assert all(words == exact["oa:exact"] for exact in rest)
                    seen += 1
    assert seen > 5


def test_the_same_story_gives_the_same_bytes(tmp_path: Path) -> None:
    with Story.open(write_story(tmp_path / "s.duckdb", STORY, ROWS)) as story:
        for name in ("a", "b"):
            export(story, tmp_path / name, "prov")
    assert (tmp_path / "a" / "provenance.jsonld").read_bytes() == (tmp_path / "b" / "provenance.jsonld").read_bytes()


def test_what_was_corrected_tells_by_whom_and_where(read: dict[str, dict[str, Any]]) -> None:
    (told,) = read[article(AGAIN)]["firsthand:correctedBy"]
    assert told["firsthand:with"] == {"id": article(FIRST)}
    assert told["firsthand:reason"] == "it has the passage that was wrong"
    assert [place["firsthand:role"] for place in told["firsthand:evidence"]] == ["corrects"]
    assert all("firsthand:correctedBy" not in one for name, one in read.items() if name != article(AGAIN))
