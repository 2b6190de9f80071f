from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from handmade import BROKEN, DECISIONS, NOTE, PAPER, WIRE, Said, Written, when, write_story

from firsthand.reading.inputs import own_page
from firsthand.view.report import LARGE_ARTICLES, page_bytes, render_page, write_page
from firsthand.view.rows import SIMILAR_NAMED
from firsthand.view.story import Story

HOSTILE = "</script><script>alert(1)</script> <!-- <![CDATA[ {{ 7*7 }} \u202e\u2066 & \" ' javascript:alert(1)"


def page_of(path: Path, *, excerpts: bool = False) -> str:
    with Story.open(path) as story:
        return render_page(story, excerpts=excerpts)


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_the_same_story_gives_the_same_bytes(tmp_path: Path, small: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    other = write_story(tmp_path / "elsewhere" / "x.duckdb", [NOTE, PAPER, WIRE], [*DECISIONS, BROKEN])
    with Story.open(small) as one, Story.open(other) as two:
        assert page_bytes(one) == page_bytes(two)


def test_a_page_is_known_as_ours_and_written_whole(tmp_path: Path, small: Path) -> None:
    with Story.open(small) as story:
        write_page(story, tmp_path / "page.html")
        data = (tmp_path / "page.html").read_bytes()
        assert data == page_bytes(story)
    assert own_page(tmp_path / "page.html")
    (tmp_path / "other.html").write_bytes(b"<!DOCTYPE html><html><head><title>x</title>")
    assert not own_page(tmp_path / "other.html")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_policy_allows_exactly_what_is_in_the_page(small: Path) -> None:
    page = page_of(small)
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])  # type: ignore[index]
    inside = [*re.findall(r"<script>(.*?)</script>", page, re.DOTALL), *re.findall(r"<style>(.*?)</style>", page, re.DOTALL)]
    hashes = {base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in inside}
    assert set(re.findall(r"'sha256-([^']*)'", policy)) == hashes
    assert "default-src 'none'" in policy
    assert not re.search(r"unsafe|https?:", policy)


def test_nothing_is_loaded_from_elsewhere(small: Path) -> None:
    page = page_of(small)
    assert not re.search(r"\s(?:src|srcset|style|onclick)=", page)
    assert not re.search(r"<(?:link|img|iframe|object|embed|base|form action)\b", page)
    assert set(re.findall(r'href="(?!#)([^"]*)"', page)) == {"https://tallow.example/1"}
    assert 'rel="noopener noreferrer"' in page


def test_a_javascript_address_stays_text(small: Path) -> None:
    page = page_of(small)
    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    text = f"“{HOSTILE}” said {HOSTILE}.\n"
    written = Written(
        HOSTILE, text, HOSTILE, HOSTILE, when(3), HOSTILE, HOSTILE, said=[Said([HOSTILE], HOSTILE, "said", HOSTILE)],
        furniture=[("other", HOSTILE)], unread=[(f"“{HOSTILE}”", HOSTILE)], metadata=[("title", HOSTILE, None, HOSTILE, True)],
    )  # fmt: skip
    page = page_of(write_story(tmp_path / "s.duckdb", [written]))
    assert page.count("<script") == 3
    assert "<!-- <![CDATA[" not in page
    assert "{{ 7*7 }}" in page
    assert data_of(page)["rows"][0]["words"] == [[HOSTILE, True, ""]]


def test_every_row_has_its_number_its_words_and_its_note(small: Path) -> None:
    page = page_of(small)
    data = data_of(page)
    assert len(data["rows"]) == 6
    for number, row in enumerate(data["rows"], 1):
        assert f'id="finding={row["id"]}"' in page
        assert re.search(rf"<li><b>(?:\d+, )*{number}\b", page.split('<section id="notes"')[1])
        assert re.search(rf'data-m="(?:\S+ )*{number}w', page)


def test_excerpts_leave_the_full_texts_out(small: Path) -> None:
    whole, page = page_of(small), page_of(small, excerpts=True)
    assert "Ostrel will not be cut off." in page
    assert "The harbour office in Tallow wants" in whole
    assert "The harbour office in Tallow wants" not in page
    assert "Salt by sledge is no plan" not in page
    assert "<article" not in page
    assert "No row stands on this article" in page


def test_empty_sections_say_why_and_what_would_fill_them(tmp_path: Path) -> None:
    page = page_of(write_story(tmp_path / "s.duckdb", [NOTE]))
    for words in (
        "A story without a title",
        "When these articles were published is not known",
        "No line could be chosen",
        "No row:",
        "sources.csv",
    ):
        assert words in page
    assert "There is no article in this story" in page_of(write_story(tmp_path / "none.duckdb", []))


def test_what_was_not_read_is_listed(small: Path) -> None:
    page = page_of(small)
    for words in ("PDF is not read yet", "applies to nothing", "words that went away", "“green days”", "related links"):
        assert words in page


def large(folder: Path) -> Path:
    written = [replace(PAPER, path=f"{n:03}.txt", text=PAPER.text + f"Number {n} <b>\r\n", url=None) for n in range(LARGE_ARTICLES + 1)]
    return write_story(folder / "large.duckdb", [WIRE, *written])


def test_long_parts_of_a_large_page_wait_in_noscript_elements(tmp_path: Path) -> None:
    page = page_of(large(tmp_path))
    shown, kept = (
        re.sub(r"<noscript.*?</noscript>", "", page, flags=re.DOTALL),
        "".join(re.findall(r"<noscript.*?</noscript>", page, re.DOTALL)),
    )
    assert page.count("<noscript") == page.count("</noscript>")
    assert kept.count("<article") == LARGE_ARTICLES + 2
    assert "<article" not in shown
    assert kept.count('<li class="row" ') == len(data_of(page)["rows"])
    assert shown.count('<li class="card"') == LARGE_ARTICLES + 2
    assert "Ostrel will not be cut off" not in shown.split('<section id="who"')[1].split('<section id="notes"')[0]
    assert "Ostrel will not be cut off" in shown.split('<section id="who"')[0]


def test_texts_in_a_large_page_are_the_frozen_texts(tmp_path: Path) -> None:
    file = large(tmp_path)
    texts = [
        html.unescape(re.sub(r"<[^>]*>", "", found))
        for found in re.findall(r'<article class="frozen"[^>]*>(.*?)</article>', page_of(file), re.DOTALL)
    ]
    with Story.open(file) as story:
        assert texts == [view.article.text for view in story.articles()]


def test_a_small_page_keeps_nothing_back(small: Path) -> None:
    page = page_of(small)
    assert "<noscript" not in page
    assert 'class="large"' not in page


def test_one_long_text_makes_a_page_large(tmp_path: Path) -> None:
    assert 'class="large"' in page_of(write_story(tmp_path / "s.duckdb", [replace(NOTE, text=NOTE.text * 20_000)]))


def test_a_quote_that_many_have_names_some_of_them(tmp_path: Path) -> None:
    page = page_of(large(tmp_path))
    assert f"and {LARGE_ARTICLES + 1 - SIMILAR_NAMED} more" in page
    assert max(len(row.get("like", ())) for row in data_of(page)["rows"]) == SIMILAR_NAMED


def test_links_to_similar_words_lead_somewhere_without_script(small: Path) -> None:
    page = page_of(small)
    links = re.findall(r'<a href="#([^"]*)" data-of=', page)
    assert links
    for link in links:
        assert f'id="{link}"' in page
    assert 'href="#compare=' not in page


def test_no_two_of_many_outlets_look_alike(tmp_path: Path) -> None:
    written = [replace(NOTE, path=f"{n:02}.txt", outlet=f"Paper {n}", published=when(1 + n)) for n in range(25)]
    page = page_of(write_story(tmp_path / "s.duckdb", written))
    looks = re.findall(r'<div class="slug"><abbr class="mark (o\d l\d)" title="(Paper \d+)">([^<]+)<', page)
    assert len({look for look, _, _ in looks}) == len({name for _, name, _ in looks}) == len({mark for _, _, mark in looks}) == 25


def test_rows_of_one_sentence_share_a_note_and_long_quotes_are_cut_in_it(tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(40))
    written = Written(
        "a.txt", f"“{words},” said Ilka Brandt, and Joost Remme said: “No.”\n", "Gazette", "A title", when(3),
        said=[Said([words + ","], "Ilka Brandt", "said", "Ilka Brandt"), Said(["No."], "Joost Remme", "said", "Joost Remme")],
    )  # fmt: skip
    notes = page_of(write_story(tmp_path / "s.duckdb", [written])).split('<section id="notes"')[1].split("</section>")[0]
    assert "<b>1, 2</b>" in notes
    plain = html.unescape(re.sub(r"<[^>]*>", "", notes))
    assert "“word0 word1 word2 word3 word4 […] word35 word36 word37 word38 word39,” said Ilka Brandt, and Joost Remme said: “No.”" in plain


@pytest.mark.parametrize("excerpts", [False, True])
def test_no_clock_and_no_place_of_the_machine(small: Path, excerpts: bool) -> None:
    page = page_of(small, excerpts=excerpts)
    assert str(small.parent) not in page
    assert "/tmp" not in page
