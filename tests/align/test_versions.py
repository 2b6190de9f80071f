"""Texts of one address: what they are to each other, whatever order they came in."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from helpers import build, change, rows, snapshot, write

from firsthand.verify import problems
from firsthand.view.exports import export
from firsthand.view.story import Story

URL = "https://quay.example/2031/08/wall"
FIRST = """The harbour wall of Dunmarrow will be rebuilt before winter, the council said on Saturday.

“The stones may be taken from the old quarry,” said Oriel Tamsin, who leads the works.

Four boats were moved to the inner basin while divers looked at the gap in the wall.

The ferry office sold no tickets on Saturday and gave no day on which it would sell them again.
"""
SECOND = """The harbour wall of Dunmarrow will be rebuilt before winter, the council said on Saturday.

“The stones will be taken from the old quarry,” said Oriel Tamsin, who leads the works.

Four boats were moved to the inner basin while divers looked at the gap in the wall.

The ferry office sold no tickets on Saturday and gave no day on which it would sell them again.

“Nobody asked the people who live above the quarry,” said Bram Ostler, a farmer.
"""
OTHER = """Bakers on the island have flour for another week, and they bake at night so that the ovens warm the school.

“We have flour until Thursday,” said Bram Ostler, who keeps the mill above the village.

A barge with grain left the mainland in the afternoon and turned round because of the swell.
"""


def front(text: str, url: str = URL, **fields: str) -> str:
    head = "".join(f"{name}: {value}\n" for name, value in {"title": "Wall to be rebuilt", "url": url, **fields}.items())
    return f"---\n{head}---\n\n{text}"


def page(text: str, url: str = URL, head: str = "", **fields: str) -> str:
    """A web page that says its address and dates."""
    meta = "".join(f'<meta property="{name.replace("_", ":", 1)}" content="{value}">' for name, value in fields.items())
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n\n"))
    body = f"<article><h1>Wall to be rebuilt</h1>{paragraphs}</article>"
    return f'<html><head><title>Wall to be rebuilt</title><link rel="canonical" href="{url}">{meta}{head}</head><body>{body}</body></html>'


def links(store: Path) -> list[dict[str, Any]]:
    """Links with paths in the place of names."""
    paths = dict(rows(store, "SELECT article_id, path FROM article"))
    found = rows(store, "SELECT id_a, id_b, kind, judgement, type, reason, evidence FROM link WHERE kind = 'version-of' ORDER BY reason")
    return [
        {"a": paths[a], "b": paths[b], "kind": kind, "judgement": judgement, "type": kind_of, "reason": reason, "evidence": evidence}
        for a, b, kind, judgement, kind_of, reason, evidence in found
    ]


def linked(tmp_path: Path, files: dict[str, str]) -> list[dict[str, Any]]:
    store = tmp_path / "story.duckdb"
    build(write(tmp_path / "articles", files), store)
    assert list(problems(store)) == []
    return links(store)


def test_a_later_text_of_an_address_is_a_version_of_the_earlier(tmp_path: Path) -> None:
    one = page(FIRST, article_published_time="2031-08-02T08:00:00Z")
    other = page(SECOND, article_published_time="2031-08-02T08:00:00Z", article_modified_time="2031-08-02T10:30:00Z")
    (link,) = linked(tmp_path, {"z.html": one, "a.html": other})
    assert (link["a"], link["b"], link["kind"], link["judgement"], link["type"]) == ("z.html", "a.html", "version-of", "same", "updated")
    assert "modified 2031-08-02T10:30Z after published 2031-08-02T08:00Z" in link["reason"]
    assert "4 of 7 sentences in both" in link["reason"]
    said = {(piece["role"], piece["words"]) for piece in link["evidence"]}
    assert ("only", "“The stones may be taken from the old quarry,” said Oriel Tamsin, who leads the works.") in said
    assert ("only", "“The stones will be taken from the old quarry,” said Oriel Tamsin, who leads the works.") in said
    assert sum(role == "both" for role, _ in said) == 1


def test_where_no_date_tells_no_order_is_told(tmp_path: Path) -> None:
    (link,) = linked(tmp_path, {"1.md": front(FIRST), "2.md": front(SECOND)})
    assert (link["judgement"], link["type"]) == ("same", "undated")
    assert "no date tells which is later" in link["reason"]


def test_captures_of_an_archive_tell_the_order(tmp_path: Path) -> None:
    files = {
        "1.md": front(SECOND, "https://web.archive.org/web/20310803090000/" + URL),
        "2.md": front(FIRST, "https://web.archive.org/web/20310802090000/http://www.quay.example/2031/08/wall/?utm_source=x"),
    }
    (link,) = linked(tmp_path, files)
    assert (link["a"], link["b"], link["type"]) == ("2.md", "1.md", "updated")
    assert "captured 2031-08-03T09:00Z after 2031-08-02T09:00Z" in link["reason"]


def test_dates_that_say_no_more_than_the_day_tell_no_order_within_it(tmp_path: Path) -> None:
    (link,) = linked(tmp_path, {"1.md": front(FIRST, published="2031-08-02"), "2.md": front(SECOND, published="2031-08-02")})
    assert link["type"] == "undated"


@pytest.mark.parametrize(
    ("url", "form"),
    [("https://amp.quay.example/2031/08/wall", "AMP"), (URL + "?print=1", "print"), ("https://m.quay.example/2031/08/wall", "mobile")],
)
def test_another_form_of_the_page_is_a_duplicate_and_the_page_stands_for_it(tmp_path: Path, url: str, form: str) -> None:
    (link,) = linked(tmp_path, {"1.md": front(FIRST), "2.md": front(FIRST + "\nTo the full page\n", url)})
    assert (link["a"], link["b"], link["type"]) == ("2.md", "1.md", "duplicate")
    assert f"the {form} form of the page" in link["reason"]


def test_a_text_cut_short_gives_way_to_the_whole_one(tmp_path: Path) -> None:
    cut = FIRST.split("Four boats", maxsplit=1)[0]
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    files = {"1.html": page(FIRST), "2.html": page(cut + "\n\nSubscribe to continue reading", head=head)}
    store = tmp_path / "story.duckdb"
    build(write(tmp_path / "articles", files), store)
    assert rows(store, "SELECT extent FROM article WHERE path = '2.html'") == [("cut",)]
    (link,) = links(store)
    assert (link["a"], link["b"], link["type"]) == ("2.html", "1.html", "duplicate")
    assert "cut short" in link["reason"]


def test_an_address_that_moved_on_to_another_article_is_told_as_unsure(tmp_path: Path) -> None:
    (link,) = linked(tmp_path, {"1.md": front(FIRST, published="2031-08-02"), "2.md": front(OTHER, published="2031-08-09")})
    assert (link["judgement"], link["type"]) == ("unsure", None)
    assert "share next to nothing" in link["reason"]


def test_what_came_between_does_not_part_the_versions_of_an_article(tmp_path: Path) -> None:
    files = {
        "1.md": front(FIRST, published="2031-08-02"),
        "2.md": front(OTHER, published="2031-08-09"),
        "3.md": front(SECOND, published="2031-08-12"),
    }
    found = {(link["a"], link["b"]): link["judgement"] for link in linked(tmp_path, files)}
    assert found == {("1.md", "2.md"): "unsure", ("1.md", "3.md"): "same"}


def test_other_addresses_and_front_pages_are_not_linked(tmp_path: Path) -> None:
    files = {
        "1.md": front(FIRST, URL + "?id=1"),
        "2.md": front(SECOND, URL + "?id=2"),
        "3.md": front(FIRST, "https://quay.example/"),
        "4.md": front(SECOND, "https://www.quay.example"),
    }
    assert linked(tmp_path, files) == []


def test_a_copy_at_another_outlet_is_no_version(tmp_path: Path) -> None:
    """Syndicated pages name the first publisher's address as their own."""
    files = {
        "1.html": page(FIRST, og_site_name="The Quay"),
        "2.html": page(SECOND, og_site_name="Lantern Press Agency"),
    }
    (link,) = linked(tmp_path, files)
    assert link["judgement"] == "unsure"
    assert "the outlets differ" in link["reason"]


def test_what_a_person_writes_in_the_table_counts(tmp_path: Path) -> None:
    files = {"1.txt": FIRST, "2.txt": SECOND, "sources.csv": f"path,url\n1.txt,{URL}\n2.txt,{URL}?fbclid=7\n"}
    (link,) = linked(tmp_path, files)
    assert (link["judgement"], link["type"]) == ("same", "undated")


def test_a_person_parts_two_texts_by_giving_one_another_address(tmp_path: Path) -> None:
    files = {"1.html": page(FIRST), "2.html": page(SECOND), "sources.csv": "path,url\n2.html,https://quay.example/other\n"}
    assert linked(tmp_path, files) == []


def test_an_update_keeps_every_row_of_the_first_text(tmp_path: Path) -> None:
    """Together or one after the other, in any order, the tables are the same; what the first text gave is all there."""
    texts = {
        "1.md": front(FIRST, published="2031-08-02T08:00:00Z"),
        "2.md": front(SECOND, published="2031-08-02T11:00:00Z"),
        "3.md": front(OTHER, "https://quay.example/bread", published="2031-08-03"),
    }
    folders = {name: write(tmp_path / name.split(".")[0], {name: text}) for name, text in texts.items()}
    alone = tmp_path / "alone.duckdb"
    build(folders["1.md"], alone)
    before = set(rows(alone, "SELECT finding_id FROM attribution"))
    assert before
    shots = []
    for order in itertools.permutations(folders.values()):
        store = tmp_path / "story.duckdb"
        store.unlink(missing_ok=True)
        for folder in order:
            build(folder, store)
        assert before <= set(rows(store, "SELECT finding_id FROM attribution"))
        shots.append(snapshot(store))
    together = tmp_path / "together.duckdb"
    build(list(folders.values()), together)
    assert all(shot == snapshot(together) for shot in shots)
    (link,) = links(together)
    assert (link["a"], link["b"], link["type"]) == ("1.md", "2.md", "updated")


def test_what_versions_share_is_no_furniture_of_the_outlet(tmp_path: Path) -> None:
    """A text that was all but rewritten shares a paragraph with its first version: that paragraph stays the article's."""
    kept = "“The stones may be taken from the old quarry,” said Oriel Tamsin, who leads the works."
    rewritten = (
        OTHER
        + "\nThe ships of three nations wait in the roads, and their masters count the days until they run short of coal.\n\n"
        + kept
        + "\n"
    )
    files = {"1.md": front(FIRST, outlet="The Quay"), "2.md": front(rewritten, outlet="The Quay")}
    store = tmp_path / "story.duckdb"
    build(write(tmp_path / "articles", files), store)
    assert rows(store, "SELECT count(*) FROM furniture WHERE rule = 'repeated'") == [(0,)]
    assert rows(store, "SELECT count(*) FROM attribution WHERE speaker = 'Oriel Tamsin'") == [(2,)]


def test_many_captures_of_one_address_make_one_chain(tmp_path: Path) -> None:
    files = {
        f"{n:02}.md": front(f"{FIRST}\nBulletin number {n} went out from the office.\n", published=f"2031-08-{n:02}") for n in range(1, 13)
    }
    found = linked(tmp_path, files)
    assert sorted((link["a"], link["b"]) for link in found) == [(f"{n:02}.md", f"{n + 1:02}.md") for n in range(1, 12)]
    assert {link["type"] for link in found} == {"updated"}


@pytest.fixture
def updated(tmp_path: Path) -> Path:
    store = tmp_path / "story.duckdb"
    files = {"1.md": front(FIRST, published="2031-08-02"), "2.md": front(SECOND, published="2031-08-03")}
    build(write(tmp_path / "articles", files), store)
    return store


def test_the_words_of_a_link_are_proved(updated: Path) -> None:
    assert list(problems(updated)) == []
    words = """{'article_id': e.article_id, 'role': e.role, 'start': e."start", 'end': e."end", 'words': e.words || '!'}"""
    change(updated, f"UPDATE link SET evidence = list_transform(evidence, lambda e: {words})")
    assert "link: article" in next(problems(updated))


@pytest.mark.parametrize(("form", "name"), [("csv", "link_evidence.csv"), ("jsonl", "link.jsonl")])
def test_links_are_exported_with_their_words(tmp_path: Path, updated: Path, form: str, name: str) -> None:
    with Story.open(updated) as story:
        assert name in export(story, tmp_path / form, form)
    assert "The stones may be taken from the old quarry" in (tmp_path / form / name).read_text(encoding="utf-8")
