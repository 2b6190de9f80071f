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
from firsthand.view.report import READABLE_WITHOUT_SCRIPT, page_bytes, render_page, write_page
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
        assert f'<li value="{number}">' in page
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
    for words in ("PDF is not read yet", "no longer applies", "words that went away", "“green days”", "related links"):
        assert words in page


def test_long_lists_are_kept_in_the_data_above_fifty_articles(tmp_path: Path) -> None:
    written = [replace(PAPER, path=f"{n:03}.txt", text=PAPER.text + f"Number {n}.\n", url=None) for n in range(READABLE_WITHOUT_SCRIPT + 1)]
    page = page_of(write_story(tmp_path / "s.duckdb", written))
    data = data_of(page)
    assert len(data["groups"]) == len(data["speakers"])
    before = page.split('<script type="application/json"')[0]
    assert before.count("<article") == len(written)
    assert "“" not in before.split('<section id="who"')[1].split('<section id="articles"')[0]


@pytest.mark.parametrize("excerpts", [False, True])
def test_no_clock_and_no_place_of_the_machine(small: Path, excerpts: bool) -> None:
    page = page_of(small, excerpts=excerpts)
    assert str(small.parent) not in page
    assert "/tmp" not in page
