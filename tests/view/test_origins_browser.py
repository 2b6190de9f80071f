# ruff: noqa: F811
"""The Origins section and two articles side by side, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from handmade import BRIDGE, NOTE, Written, when, write_story
from sourced import ACCORDING, BELL, COPY, FIRST, POST, REVIEW, ROWS, STORY, credit
from test_browser import DESKTOP, PHONE, Open, browser, open_page, page_file  # noqa: F401

from firsthand.view.report import write_page
from firsthand.view.story import Story

PAIR = f"#compare={FIRST.article_id},{COPY.article_id}"
LIT = "() => Object.fromEntries([...CSS.highlights].map(([name, ranges]) => [name, [...ranges].map(String)]))"


@pytest.fixture(scope="module")
def sourced_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sourced")
    with Story.open(write_story(folder / "s.duckdb", STORY, ROWS)) as story:
        write_page(story, folder / "page.html")
    return folder / "page.html"


@pytest.fixture(scope="module")
def many_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = [
        Written(
            f"{n:03}.txt",
            f"Salt {n}\n\nThe ice holds for {n} days, the Norland Press reports.\n",
            outlet=f"Paper {n % 50}",
            published=when(1 + n % 28),
        )
        for n in range(120)
    ]
    rows = [credit(one, "the Norland Press reports", "Norland Press", "Norland Press", "reported") for one in written]
    folder = tmp_path_factory.mktemp("many")
    with Story.open(write_story(folder / "s.duckdb", written, rows)) as story:
        write_page(story, folder / "page.html")
    return folder / "page.html"


def test_every_edge_of_the_map_opens_its_words(open_page: Open, sourced_file: Path) -> None:
    page = open_page(file=sourced_file)
    edges = page.locator("#origins svg.map a.edge")
    for n in range(edges.count()):
        edges.nth(n).focus()
        page.keyboard.press("Enter")
        href = edges.nth(n).get_attribute("href")
        assert page.url.endswith(href)
        if href.startswith("#compare="):
            assert page.locator("#pages .sheet").count() == 2
            assert page.evaluate(LIT)["shared"]
            page.keyboard.press("Escape")
            page.wait_for_function("() => !document.documentElement.classList.contains('comparing')")
        else:
            assert page.locator("#reader .lit").first.is_visible()


def test_past_the_map_the_focus_goes_on_to_its_rows(open_page: Open, sourced_file: Path) -> None:
    page = open_page(file=sourced_file)
    page.locator("a.skip[href='#edges']").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement === document.querySelector('#edges summary')")
    page.keyboard.press("j")
    after = "() => Boolean(document.querySelector('#edges summary').compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)"
    assert page.evaluate(after)
    page.locator("#edges summary").focus()
    page.keyboard.press("k")
    assert page.evaluate("() => document.activeElement.matches('.row .open')")
    assert not page.evaluate(after)


def test_a_credit_is_lit_with_whom_it_names_and_leads_back(open_page: Open, sourced_file: Path) -> None:
    page = open_page(f"#credit={ACCORDING.finding_id}", file=sourced_file)
    lit = page.locator("#reader .lit")
    assert "".join(lit.all_text_contents()) == "according to the Tallow Wire"
    assert page.locator("#reader .lit.as-k").text_content() == "Tallow Wire"
    assert page.locator("#reader .lit[data-label=credits]").count() == 1
    assert "credits Tallow Wire: its only report" in page.locator("#now").text_content()
    lit.first.click()
    page.locator("#stands a", has_text="Credits Tallow Wire").click()
    assert f"#credit={ACCORDING.finding_id}" in page.url


def test_what_leads_nowhere_opens_its_word(open_page: Open, sourced_file: Path) -> None:
    page = open_page(file=sourced_file)
    page.locator("#origins svg.map a.nowhere").focus()
    page.keyboard.press("Enter")
    assert page.locator("#reader .lit.as-r").first.text_content() == "reportedly"


def test_two_articles_side_by_side_tell_prose_quotation_and_edits_apart(open_page: Open, sourced_file: Path) -> None:
    page = open_page(PAIR, file=sourced_file)
    assert page.locator("#pages .sheet").count() == 2
    lit = page.evaluate(LIT)
    same = "sail at night from Monday, with lamps on both masts and"
    assert lit["shared"] == [f"salt boats {same}", "aboard", "Salt boats", same, "aboard"]
    assert lit["struck"] == ["a guard"]
    assert lit["only"] == ["may", "two guards"]
    assert lit["quoted"] == ["Nobody sails without a lamp"] * 2
    assert lit["rare"] == ["tower", "tower"]
    assert "The second draws on the first" in page.locator("#diff").text_content()
    assert "Passage 1 of 2: 14 words in both, prose, edited." in page.locator("#passage-now").text_content()
    page.locator("#word-by-word summary").click()
    assert page.locator("#word-by-word s").all_text_contents() == ["left out: a guard"]
    assert page.locator("#word-by-word .only").all_text_contents() == ["only here: may", "only here: two guards"]


def test_keys_walk_the_passages(open_page: Open, sourced_file: Path) -> None:
    page = open_page(PAIR, file=sourced_file)
    page.keyboard.press("n")
    assert page.evaluate(LIT)["now"] == ["Nobody sails without a lamp"] * 2
    assert "in quotation marks, word for word" in page.locator("#live").text_content()
    page.locator("#passage-now button", has_text="Next").click()
    assert "Passage 1 of 2" in page.locator("#passage-now").text_content()
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.documentElement.classList.contains('comparing')")
    assert page.evaluate(LIT).get("shared") is None


def test_the_order_of_an_address_does_not_matter(open_page: Open, sourced_file: Path) -> None:
    page = open_page(f"#compare={COPY.article_id},{FIRST.article_id}", file=sourced_file)
    assert page.evaluate(LIT)["struck"] == ["a guard"]


def test_words_shared_without_direction_are_not_struck(open_page: Open, sourced_file: Path) -> None:
    page = open_page(f"#compare={POST.article_id},{REVIEW.article_id}", file=sourced_file)
    lit = page.evaluate(LIT)
    assert lit["struck"] == []
    assert lit["only"] == ["reportedly"]


def test_articles_that_share_nothing_can_stand_side_by_side(open_page: Open, sourced_file: Path) -> None:
    page = open_page(f"#compare={FIRST.article_id},{BELL.article_id}", file=sourced_file)
    assert page.locator("#pages .sheet").count() == 2
    assert "No passage that both have" in page.locator("#diff").text_content()


def test_a_phone_has_them_one_above_the_other(open_page: Open, sourced_file: Path) -> None:
    page = open_page(PAIR, size=PHONE, file=sourced_file)
    first, second = (page.locator("#pages .sheet").nth(n).bounding_box() for n in range(2))
    assert second["y"] >= first["y"] + first["height"] - 1
    assert second["y"] + 80 < PHONE["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("script", [True, False])
def test_texts_stay_the_frozen_texts(open_page: Open, sourced_file: Path, script: bool) -> None:
    page = open_page(PAIR if script else "", file=sourced_file, script=script)
    found = page.locator("article.frozen")
    assert sorted(found.nth(n).text_content() for n in range(found.count())) == sorted(one.text for one in STORY)


def test_without_script_rows_of_the_map_open_their_words(open_page: Open, sourced_file: Path) -> None:
    page = open_page(file=sourced_file, script=False)
    for href in set(page.locator("#origins a[href^='#']").evaluate_all("all => all.map((one) => one.getAttribute('href').slice(1))")):
        if not href.startswith("compare="):
            assert page.locator(f'[id="{href.partition("&")[0]}"]').count() == 1
    assert not page.locator("#origins .beside").first.is_visible()


def test_search_and_outlet_reach_the_list(open_page: Open, sourced_file: Path) -> None:
    page = open_page(file=sourced_file)
    page.fill("#search", "Norland Press")
    page.wait_for_function("() => location.hash.includes('q=')")
    titles = page.locator("#whence .row:visible .open").all_text_contents()
    assert set(titles) == {"Price of salt to fall", "Salt and snow"}


def test_excerpts_keep_credits_and_no_passages(open_page: Open, sourced_file: Path, tmp_path: Path) -> None:
    with Story.open(sourced_file.with_name("s.duckdb")) as story:
        write_page(story, tmp_path / "excerpts.html", excerpts=True)
    page = open_page(f"#credit={ACCORDING.finding_id}", file=tmp_path / "excerpts.html")
    assert "".join(page.locator("#reader .lit").all_text_contents()) == "according to the Tallow Wire"
    assert page.locator("#origins a[href^='#compare']").count() == 0
    assert "before the first snow, sellers think" not in (tmp_path / "excerpts.html").read_text(encoding="utf-8")


def test_an_empty_section_says_why(open_page: Open, tmp_path: Path) -> None:
    with Story.open(write_story(tmp_path / "s.duckdb", [NOTE, BRIDGE])) as story:
        write_page(story, tmp_path / "page.html")
    page = open_page(file=tmp_path / "page.html")
    assert "Nothing shows where these articles have their reports from" in page.locator("#origins .empty").text_content()


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")])
def test_axe_finds_nothing(open_page: Open, sourced_file: Path, size: dict[str, int], scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    for address in ("", PAIR, f"#credit={ACCORDING.finding_id}"):
        page = open_page(address, size=size, scheme=scheme, file=sourced_file)
        page.evaluate("document.querySelectorAll('#origins details, #diff details').forEach((one) => { one.open = true })")
        found = axe.Axe().run(page)
        assert found.violations_count == 0, f"{address or 'start'}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_axe_finds_nothing_in_a_map_of_outlets(open_page: Open, many_file: Path) -> None:
    axe: Any = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = open_page("#origins", file=many_file)
    assert page.locator("#origins svg.map .node").count() > 10
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
