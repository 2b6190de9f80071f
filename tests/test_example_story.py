"""The bundled example, read by the main job and held against what a careful reader found in it (`expected.json`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from firsthand import Story, open_story, read
from firsthand.engines.local import build
from firsthand.model import TABLES, Span
from firsthand.view.report import page_bytes

STORY = Path(__file__).resolve().parent.parent / "examples" / "ormund-lock"
EXPECTED: dict[str, Any] = json.loads((STORY / "expected.json").read_text(encoding="utf-8"))
PLAIN = [name for name in EXPECTED["furniture"] if not name.endswith(".html")]
PAGES = [name for name in EXPECTED["furniture"] if name.endswith(".html")]


@dataclass(frozen=True)
class Built:
    story: Story
    texts: dict[str, str]

    def spans(self, table: str, path: str) -> list[Span]:
        rows = self.story.con.execute(
            f"SELECT t.span FROM {table} t JOIN article a USING (article_id) WHERE a.path = ? ORDER BY t.span", [path]
        ).fetchall()
        return [Span(span["start"], span["end"]) for (span,) in rows]

    def marked(self, path: str) -> set[int]:
        """Offsets of characters, other than white space, that are marked as furniture."""
        text = self.texts[path]
        return {i for span in self.spans("furniture", path) for i in range(span.start, span.end) if not text[i].isspace()}

    def place(self, path: str, item: dict[str, Any]) -> Span:
        """Where the gold's words stand; in JSON it counts their occurrences from the headline on."""
        text = self.texts[path]
        nth = item.get("nth", 0)
        if path.endswith(".json"):
            nth -= json.loads((STORY / "articles" / path).read_text(encoding="utf-8"))["headline"].count(item["words"])
        start = -1
        for _ in range(nth + 1):
            start = text.find(item["words"], start + 1)
        assert start >= 0, f"{path} does not hold {item['words']!r}"
        return Span(start, start + len(item["words"]))


@pytest.fixture(scope="module")
def built() -> Iterator[Built]:
    with read(STORY / "articles") as story:
        yield Built(story, dict(story.con.execute("SELECT path, text FROM article").fetchall()))


def test_every_file_is_read(built: Built) -> None:
    assert set(built.texts) == set(EXPECTED["articles"])
    assert built.story.con.execute("SELECT * FROM outcome WHERE status <> 'done'").fetchall() == []


@pytest.mark.parametrize("path", sorted(EXPECTED["articles"]))
def test_metadata(built: Built, path: str) -> None:
    gold = EXPECTED["articles"][path]
    query = "SELECT outlet, title, byline, published_earliest, published_latest, extent FROM article WHERE path = ?"
    row = built.story.con.execute(query, [path]).fetchone()
    assert row is not None
    outlet, title, byline, earliest, latest, extent = row
    # None is an honest answer, another value than the reader's is not.
    assert outlet in (gold["outlet"], None)
    assert title == gold["title"]
    assert byline in (gold["byline"], None)
    # Where the text gives no day, only days between which it was published are worked out.
    day = earliest.date().isoformat() if earliest and latest and earliest.date() == latest.date() else None
    assert day == gold["published"]
    assert extent in (gold["extent"], "unknown")


def test_metadata_is_found_where_the_text_gives_it(built: Built) -> None:
    rows = built.story.con.execute("SELECT path, outlet, byline FROM article").fetchall()
    assert sum(outlet is not None for _, outlet, _ in rows) >= 10
    assert sum(byline is not None for path, _, byline in rows if EXPECTED["articles"][path]["byline"]) >= 8


@pytest.mark.parametrize("path", PLAIN)
def test_furniture_of_plain_text(built: Built, path: str) -> None:
    text = built.texts[path]
    gold = [built.place(path, item) for item in EXPECTED["furniture"][path]]
    wanted = {i for span in gold for i in range(span.start, span.end) if not text[i].isspace()}
    marked = built.marked(path)
    wrong = sorted(marked - wanted)
    assert not wrong, f"marked, but article: {text[wrong[0] : wrong[0] + 60]!r}"
    missed = [text[span.start : span.end] for span in gold if not any(i in marked for i in range(span.start, span.end))]
    assert len(wanted & marked) >= 0.9 * len(wanted), f"missed: {missed}"


@pytest.mark.parametrize("path", PAGES)
def test_article_of_a_page(built: Built, path: str) -> None:
    text, gold, marked = built.texts[path], EXPECTED["furniture"][path], built.marked(path)
    start = text.index(gold["article_first_words"])
    end = text.index(gold["article_last_words"], start) + len(gold["article_last_words"])
    assert not any(i in marked for i in range(start, start + len(gold["article_first_words"])))
    assert not any(i in marked for i in range(end - len(gold["article_last_words"]), end))
    for words in gold["not_article"]:
        place = text.find(words)
        assert place < 0 or any(i in marked for i in range(place, place + len(words))), f"not marked: {words!r}"
    for item in EXPECTED["hidden"].get(path, []):
        assert (item["words"] if isinstance(item, dict) else item) not in text


def test_one_by_one_in_another_order_gives_the_same_story_and_page(built: Built, tmp_path: Path) -> None:
    store = tmp_path / "story.duckdb"
    for path in sorted(built.texts, key=lambda name: name[::-1]):
        build([STORY / "articles" / path], store)
    with open_story(store) as story:
        for row_type in TABLES:
            query = f"SELECT * FROM {row_type.TABLE}"
            assert story.con.execute(query).fetchall() == built.story.con.execute(query).fetchall(), row_type.TABLE
        assert page_bytes(story) == page_bytes(built.story)


def test_every_quotation_is_used_or_listed(built: Built) -> None:
    quotations = built.story.con.execute("SELECT article_id, span FROM quotation").fetchall()
    listed = {
        (name, span["start"])
        for name, span in built.story.con.execute("SELECT article_id, span FROM unread WHERE kind = 'quotation'").fetchall()
    }
    used = built.story.con.execute("SELECT article_id, unnest(content_spans) FROM attribution").fetchall()
    assert len(quotations) > 80
    for name, span in quotations:
        is_used = any(name == other and piece["start"] < span["end"] and span["start"] < piece["end"] for other, piece in used)
        assert is_used != ((name, span["start"]) in listed)


def test_direct_quotations_have_their_speakers(built: Built) -> None:
    found = attributed(built)
    right = wrong = missed = 0
    for path, rows in EXPECTED["attributions"].items():
        for gold in rows:
            if gold["form"] != "direct" or not gold["source"]:
                continue
            content = built.place(path, gold["content"][0])
            source = built.place(path, gold["source"][0])
            near = [row for row in found.get(path, []) if any(s.start < content.end and content.start < s.end for s in row[1])]
            if not near:
                missed += 1
            elif any(s.start < source.end and source.start < s.end for row in near for s in row[0]):
                right += 1
            else:
                wrong += 1
    assert right / (right + wrong) >= 0.95, (right, wrong, missed)
    assert right / (right + wrong + missed) >= 0.85, (right, wrong, missed)


def test_scare_quotes_and_titles_are_no_attributions(built: Built) -> None:
    found = attributed(built)
    for path, items in EXPECTED["quotation_marks_not_attribution"].items():
        for item in items:
            place = built.place(path, item)
            # words in marks inside a longer reported clause are part of it; what must not be is an attribution of them alone
            alone = [s for row in found.get(path, []) for s in row[1] if place.start <= s.start and s.end <= place.end]
            assert not alone, (path, item)


def attributed(built: Built) -> dict[str, list[tuple[list[Span], list[Span]]]]:
    rows: dict[str, list[tuple[list[Span], list[Span]]]] = {}
    query = "SELECT a.path, t.source_spans, t.content_spans FROM attribution t JOIN article a USING (article_id)"
    for path, sources, contents in built.story.con.execute(query).fetchall():
        rows.setdefault(path, []).append(([Span(s["start"], s["end"]) for s in sources], [Span(s["start"], s["end"]) for s in contents]))
    return rows
