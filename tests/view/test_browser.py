"""The page in a real browser: nothing is asked of the network, the texts are as frozen, keys and addresses work, axe-core finds nothing."""

from __future__ import annotations

import json
import random
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from handmade import (
    BRIDGE,
    BROKEN,
    DECISIONS,
    EBB,
    GAZETTE,
    JOINED,
    NOTE,
    PAPER,
    TIDE,
    VALUES,
    WIRE,
    Said,
    Written,
    attribution,
    quotation,
    when,
    write_story,
)

from firsthand.view.highlight import Mark, highlighted
from firsthand.view.report import write_page
from firsthand.view.story import Story

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: the page was not tried in a browser")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the page was not tried in a browser")

DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
# Pieces that parsers, renderers and scripts are known to trip over.
NASTY = [
    "\r", "\n", "\r\n", "\n\n", "\t", "  ", "\x01", "\x0b", "\x0c", "\x1b", "\x7f", "\x80", "\x85", "\x9f", "\xa0", "\xad", "\u2028", "\u2029",
    "\u200b", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\ufeff", "\ufffe", "\U0001f6a2", "\U0001f3f3\ufe0f\u200d\U0001f308", "e\u0301",
    "<", ">", "&", '"', "'", "&amp;", "&#13;", "&notit;", "</article>", "</script>", "<script>alert(1)</script>", "<!--", "-->", "<![CDATA[", "<svg>",
    "<pre>\n", "<table><tr>", "javascript:alert(1)", "https://a.example/?a=1&b=2", "שלום", "سلام", "words", "“words”",
]  # fmt: skip
HOSTILE = Written(
    "hostile.txt",
    "\n\r" + "".join(NASTY) + "\n“Words <b>in</b> \u202ebold\u202c &amp; brackets”, he said.\r\nEnd </article></script><!-- \U0001f6a2",
    outlet="<i>Gazette</i>",
    title="</title><script>alert(1)</script>",
    url="javascript:alert(1)",
    published=when(5),
    said=[Said(["Words <b>in</b> \u202ebold\u202c &amp; brackets"], "he", "said", None, None)],
    furniture=[("other", "<svg>"), ("comment", "“words”")],
)

Open = Callable[..., Any]
# A large story: long lists, one speaker with more rows than are drawn at once, hostile words.
MANY = 120
COUNTED = [
    Written(
        f"{n:03}.txt", f"“Number {n} is what we have counted here,” Speaker{n} Ostrelson said. “I counted {n} too,” Ilka Brandt said. The book calls it “Plan {n}”.\n" + "The tide came and went.\n" * 40,
        outlet=f"Paper {n % 20}", title=f"Count number {n}", published=when(1 + n % 28),
        said=[
            Said([f"Number {n} is what we have counted here,"], f"Speaker{n} Ostrelson", "said", f"Speaker{n} Ostrelson"),
            Said([f"I counted {n} too,"], "Ilka Brandt", "said", "Ilka Brandt"),
        ],
        unread=[(f"“Plan {n}”", "title of a work")],
    )
    for n in range(MANY)
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    more = [BROKEN, *DECISIONS, quotation(PAPER, "“sail on any day with water”")]
    with Story.open(write_story(folder / "s.duckdb", [WIRE, PAPER, NOTE, HOSTILE], more)) as story:
        write_page(story, folder / "page.html")
    return folder / "page.html"


@pytest.fixture(scope="module")
def bridge_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rows inside rows, words in pieces, over paragraphs and through several mouths."""
    folder = tmp_path_factory.mktemp("bridge")
    with Story.open(write_story(folder / "s.duckdb", [BRIDGE, GAZETTE], JOINED)) as story:
        write_page(story, folder / "page.html")
    return folder / "page.html"


@pytest.fixture(scope="module")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    with Story.open(write_story(folder / "s.duckdb", [WIRE, PAPER, HOSTILE, *COUNTED])) as story:
        write_page(story, folder / "page.html")
    return folder / "page.html"


@pytest.fixture
def open_page(browser: Any, page_file: Path) -> Iterator[Open]:
    contexts = []

    def opened(
        address: str = "", size: dict[str, int] = DESKTOP, scheme: str = "light", script: bool = True, file: Path = page_file
    ) -> Any:
        context = browser.new_context(viewport=size, color_scheme=scheme, java_script_enabled=script, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.wrong = []
        page.asked = []
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("console", lambda message: page.wrong.append(message.text) if message.type in ("error", "warning") else None)
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(f"file://{file}{address}")
        return page

    yield opened
    for context in contexts:
        for page in context.pages:
            assert page.wrong == []
            assert {url.split("#")[0] for url in page.asked} == {f"file://{page_file}"} or len(page.asked) == 1
        context.close()


def finding(page: Any, words: str) -> str:
    """The address of the row whose words begin with `words`."""
    address: str = page.locator("#who .row .open", has_text=words).first.get_attribute("href")
    return address


# --- the texts ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("script", [True, False])
def test_article_text_is_the_frozen_text(browser: Any, page_file: Path, open_page: Open, script: bool) -> None:
    page = open_page(script=script)
    sheets = page.locator("article.frozen")
    found = [sheets.nth(n).evaluate("e => e.textContent") if script else sheets.nth(n).text_content() for n in range(sheets.count())]
    assert sorted(found) == sorted(one.text for one in (WIRE, PAPER, NOTE, HOSTILE))


def test_text_survives_every_state_of_the_reader(open_page: Open) -> None:
    page = open_page()
    for address in page.eval_on_selector_all("a.open", "links => links.map(a => a.getAttribute('href'))"):
        page.evaluate("address => { location.hash = address }", address)
    texts = page.eval_on_selector_all("article.frozen", "all => all.map(e => e.textContent)")
    assert sorted(texts) == sorted(one.text for one in (WIRE, PAPER, NOTE, HOSTILE))


def test_random_texts_and_marks_come_through_the_parser(open_page: Open) -> None:
    chance = random.Random(7)
    texts, parts = [], []
    for _ in range(150):
        text = "".join(chance.choices(NASTY, k=chance.randint(0, 25)))
        places = [sorted((chance.randint(0, len(text)), chance.randint(0, len(text)))) for _ in range(chance.randint(0, 6))]
        texts.append(text)
        parts.append(f"<article>{highlighted(text, [Mark(a, b, 'row', '1w') for a, b in places])}</article>")
    page = open_page()
    document = "<!DOCTYPE html><meta charset=utf-8>" + "\n".join(parts)
    found = page.evaluate(
        "source => [...new DOMParser().parseFromString(source, 'text/html').querySelectorAll('article')].map(e => e.textContent)", document
    )
    assert found == texts


def test_nothing_in_the_texts_runs_or_becomes_markup(open_page: Open) -> None:
    page = open_page()
    assert page.locator("article script, article b, article svg, .findings i:not(.at)").count() == 0
    assert page.locator('a[href^="javascript"]').count() == 0


# --- without script ------------------------------------------------------------------------------------------------------------------


def test_without_script_everything_is_there_and_links_open_the_words(open_page: Open) -> None:
    page = open_page(script=False)
    text = page.locator("main").text_content()
    for words in ("Ostrel will not be cut off", "PDF is not read yet", "“green days”", "Salt by sledge is no plan"):
        assert words in text
    assert not page.locator("#search").is_visible()
    address = finding(page, "Ostrel will not be cut off")
    assert page.locator(f'[id="{address[1:]}"]').count() == 1
    page.locator("#who .row .open", has_text="Ostrel will not be cut off").click()
    assert page.locator("article.frozen").first.is_visible()


# --- addresses and the reader --------------------------------------------------------------------------------------------------------------


def test_an_address_opens_its_words(open_page: Open) -> None:
    address = finding(open_page(), "Ostrel will not be cut off")
    page = open_page(address)
    lit = page.locator("#reader .lit")
    assert [lit.nth(n).text_content() for n in range(lit.count())] == [
        "Mayor Ilka Brandt", "told", "the Tallow Wire", "Ostrel will not be cut off. We have carried salt by sledge before."
    ]  # fmt: skip
    assert [lit.nth(n).get_attribute("data-label") for n in range(lit.count())] == ["who", "says", "to", "words"]
    assert lit.last.is_visible()
    assert page.locator(".row.current").count() >= 1
    assert "4 pieces of evidence" in page.locator("#live").text_content()


def test_back_goes_back(open_page: Open) -> None:
    page = open_page()
    rows = page.locator("#who .row .open")
    rows.nth(0).click()
    first = page.url
    rows.nth(1).click()
    assert page.url != first
    page.go_back()
    page.wait_for_url(first)
    assert page.locator("#reader .lit").count() > 0
    page.go_back()
    page.wait_for_url(lambda url: "#" not in url)
    assert page.locator(".row.current").count() == 0


def test_next_evidence_walks_round(open_page: Open) -> None:
    page = open_page(finding(open_page(), "Ostrel will not be cut off"))
    seen = []
    for _ in range(5):
        page.locator("#next").click()
        seen.append(page.locator("#reader .here").first.text_content())
    assert len(set(seen)) == 4
    assert seen[0] == seen[4]


def test_from_words_back_to_rows(open_page: Open) -> None:
    page = open_page(f"#article={WIRE.article_id}")
    page.locator("#reader .m", has_text="Ostrel will not be cut off").click()
    stands = page.locator("#stands")
    assert "One row stands on these words" in stands.text_content()
    assert "&at=" in page.url
    stands.locator("a").first.click()
    assert "#finding=" in page.url
    page.go_back()
    assert "#article=" in page.url
    page.locator("#reader .f", has_text="Ten winter walks").click()
    assert "related links" in page.locator("#stands").text_content()


def test_compare_shows_two_texts_and_what_they_share(open_page: Open) -> None:
    page = open_page()
    page.locator("#who .row", has_text="The ferry may sail").locator(".also a").click()
    assert "#compare=" in page.url
    assert page.locator("#pages .sheet").count() == 2
    lines = page.locator("#diff .version")
    assert [lines.nth(n).locator(".only").all_text_contents() for n in range(2)] == [
        ["only here: may", "only here: if"],
        ["only here: can", "only here: when"],
    ]
    assert page.locator("#diff del, #diff ins, #diff s").count() == 0
    assert "only in the text that the line is from" in page.locator("#diff").text_content()
    assert "whether it is the same quote is for the reader to judge" in page.locator("#now").text_content()
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.querySelectorAll('#pages .sheet').length === 1")
    assert "#compare=" not in page.url


def test_unread_words_open_too(open_page: Open) -> None:
    page = open_page()
    page.locator("#unread .unused .open").first.click()
    assert page.locator("#reader .spot").first.text_content() == "“green days”"


def test_a_phone_slides_the_reader_over_and_back_closes_it(open_page: Open) -> None:
    page = open_page(size=PHONE)
    assert not page.locator("#reader").is_visible()
    row = page.locator("#who .row .open").first
    row.click()
    assert page.locator("#reader .lit").first.is_visible()
    page.go_back()
    page.wait_for_function("() => !document.documentElement.classList.contains('reading')")
    row.click()
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.documentElement.classList.contains('reading')")
    page.wait_for_function("() => document.activeElement.classList.contains('open')")
    row.click()
    page.locator("#close").click()
    page.wait_for_function("() => !document.documentElement.classList.contains('reading')")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


# --- rows inside rows ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("excerpts", [False, True])
def test_every_row_opens_its_own_exact_words(open_page: Open, bridge_file: Path, tmp_path: Path, excerpts: bool) -> None:
    if excerpts:
        with Story.open(bridge_file.with_name("s.duckdb")) as story:
            write_page(story, tmp_path / "excerpts.html", excerpts=True)
    page = open_page(file=tmp_path / "excerpts.html" if excerpts else bridge_file)
    for row in rows_of(page):
        page.evaluate("id => { location.hash = `#finding=${id}` }", row["id"])
        page.wait_for_function(
            "id => document.querySelector('.row.current')?.querySelector('.open').hash === `#finding=${id}`", arg=row["id"]
        )
        lit = page.locator("#reader .lit.as-w").all_text_contents()
        assert "".join(lit) == "".join(words for words, _, _ in row["words"])
        assert page.locator("#reader .lit.as-w").first.is_visible()
        assert page.locator("#who .row.current .open").is_visible()
    if not excerpts:
        assert sorted(page.locator("article.frozen").evaluate_all("all => all.map(e => e.textContent)")) == sorted(
            [BRIDGE.text, GAZETTE.text]
        )


def test_words_that_many_rows_share_lead_to_each_of_them(open_page: Open, bridge_file: Path) -> None:
    page = open_page(f"#article={BRIDGE.article_id}", file=bridge_file)
    page.locator("#reader .m", has_text="the ice will hold").last.click()
    assert "4 rows stand on these words" in page.locator("#stands").text_content()
    page.locator("#stands a", has_text="the engineers: “the ice will hold”").click()
    assert page.locator("#reader .lit.as-w").all_text_contents() == ["the ice will hold"]
    assert page.locator("#reader .lit.as-c").all_text_contents() == ["think"]


def test_rows_inside_the_same_speakers_words_are_folded_under_them(open_page: Open, bridge_file: Path) -> None:
    page = open_page(file=bridge_file)
    fold = page.locator(".fold").first
    assert fold.locator("summary").text_content() == "also in these words: believe and want"
    assert fold.locator("li.row").count() == 2
    inner = fold.locator(".open").first
    holder = page.locator("#who .row", has=page.locator(".open", has_text="The bridge may open")).first.locator(".open")
    holder.focus()
    page.keyboard.press("j")  # what is folded away is no stop
    assert not page.evaluate("document.activeElement.closest('.fold')")
    page.keyboard.press("k")
    page.keyboard.press("o")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.href") == inner.evaluate("e => e.href")
    page.keyboard.press("Enter")
    assert "".join(page.locator("#reader .lit.as-w").all_text_contents()) == "the engineers think the ice will hold"
    inner.focus()
    page.keyboard.press("o")
    assert page.evaluate("document.activeElement.href") == holder.evaluate("e => e.href")
    assert not fold.locator("details").evaluate("e => e.open")


def test_an_address_unfolds_its_row(open_page: Open, bridge_file: Path) -> None:
    page = open_page(file=bridge_file)
    address = page.locator(".fold .open").last.get_attribute("href")
    page = open_page(address, file=bridge_file)
    assert page.locator(".fold .row.current").is_visible()


def test_every_step_leads_to_its_row(open_page: Open, bridge_file: Path) -> None:
    page = open_page(file=bridge_file)
    row = page.locator("#who .row", has=page.locator(".c", has_text="think")).last
    steps = row.locator('.meta a[href^="#finding"]')
    assert steps.all_text_contents() == ["as believed by Ilka Brandt", "as told by A guard at the bridge"]
    steps.last.click()
    assert page.locator("#reader .lit.as-s").text_content() == "A guard at the bridge"
    assert page.locator("#who .row.current .c").text_content() == "said"
    page.locator("#who .row", has=page.locator(".c", has_text="according to")).locator(".meta a", has_text="passing on Joost Remme").click()
    assert page.locator("#reader .lit.as-s").text_content() == "Joost Remme"


def test_filters_by_kind_of_source_and_sort_reach_what_is_folded(open_page: Open, bridge_file: Path) -> None:
    page = open_page(file=bridge_file)
    page.select_option("#by-class", "anonymous")
    assert "class=anonymous" in page.url
    assert page.locator("#who .group:visible .name .w").all_text_contents() == ["A bridge guard", "guard"]
    assert "4 of " in page.locator("#found").text_content()
    page.locator("#all-rows").click()
    page.select_option("#by-sort", "believed")
    cues = page.locator("#who .row:visible .c").all_text_contents()
    assert sorted(cues) == ["believe", "fears", "know", "think"]
    assert page.locator(".fold.alone").count() == 2
    again = open_page(page.url[page.url.index("#") :], file=bridge_file)
    assert again.locator("#who .row:visible").count() == 4
    page.locator("#all-rows").click()
    assert page.locator(".fold.alone").count() == 0
    assert page.locator(".fold details[open]").count() == 0


def test_axe_finds_nothing_in_folded_rows(open_page: Open, bridge_file: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    for size, scheme in ((DESKTOP, "light"), (PHONE, "dark")):
        page = open_page(size=size, scheme=scheme, file=bridge_file)
        page.evaluate("document.querySelectorAll('.fold details').forEach((one) => { one.open = true })")
        found = axe.Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


# --- dates and numbers -----------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tide_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tide")
    with Story.open(write_story(folder / "s.duckdb", [TIDE, EBB], VALUES)) as story:
        write_page(story, folder / "page.html")
    return folder / "page.html"


def copied(page: Any) -> None:
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (text) => { window.copied = text }}})")


@pytest.mark.parametrize("script", [True, False])
def test_text_with_dates_and_numbers_is_the_frozen_text(open_page: Open, tide_file: Path, script: bool) -> None:
    page = open_page(file=tide_file, script=script)
    assert sorted(page.locator("article.frozen").all_text_contents()) == sorted([TIDE.text, EBB.text])


def test_a_date_of_the_timeline_opens_its_words_and_says_what_they_come_to(open_page: Open, tide_file: Path) -> None:
    page = open_page(file=tide_file)
    row = page.locator("#days .row", has_text="The gate opens", has=page.locator(".when", has_text="Monday"))
    row.locator(".open").first.click()
    assert "#value=" in page.url
    assert page.locator("#reader .spot").all_text_contents() == ["Monday"]
    stands = page.locator("#stands").text_content().replace("\u00a0", " ")
    for words in ("“Monday”", "Monday 13 June 2033", "day of publication (10 June 2033)", "Ilka Brandt"):
        assert words in stands, words
    assert page.locator("#days .row.current").count() == 1
    again = open_page(page.url[page.url.index("#") :], file=tide_file)
    assert again.locator("#reader .spot").all_text_contents() == ["Monday"]
    assert again.locator("#stands .value").text_content().replace("\u00a0", " ") == "Monday 13 June 2033"
    again.locator("#stands button", has_text="Close").click()
    assert not again.locator("#stands").is_visible()


def test_dates_and_numbers_are_reached_and_opened_by_keys(open_page: Open, tide_file: Path) -> None:
    page = open_page(f"#article={TIDE.article_id}", file=tide_file)
    page.locator("#reader a.n", has_text="12 per cent").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "12 per cent"
    bubble = page.evaluate("getComputedStyle(document.activeElement, '::after').content")
    assert "what is counted" not in bubble
    assert "of what: “ice”" in bubble
    page.keyboard.press("Enter")
    assert "&at=" in page.url
    assert page.locator("#stands .value").text_content().replace("\u00a0", " ") == "12 per cent"
    assert "12 per cent" in page.locator("#live").text_content().replace("\u00a0", " ")
    assert page.evaluate("document.activeElement.textContent") == "12 per cent"
    page.keyboard.press("Escape")
    assert not page.locator("#stands").is_visible()


def test_a_date_inside_what_is_said_shows_both(open_page: Open, tide_file: Path) -> None:
    page = open_page(f"#article={TIDE.article_id}", file=tide_file)
    page.locator("#reader a.d.m", has_text="Monday").click()
    stands = page.locator("#stands")
    assert stands.locator('a[href^="#finding"]').count() == 1
    stands.locator('a[href^="#finding"]').click()
    assert "".join(page.locator("#reader .lit.as-w").all_text_contents()) == "The gate opens on Monday for 40 ferries,"


def test_a_correction_means_one_date_of_the_text(open_page: Open, tide_file: Path) -> None:
    page = open_page(f"#article={TIDE.article_id}", file=tide_file)
    copied(page)
    for number, (value, other) in enumerate((("2033-06-13", "“The gate opens on Monday"), ("2033-06-06", "On Monday"))):
        page.locator("#reader a.d", has_text="Monday").nth(number).click()
        page.locator("#stands button", has_text="decisions.toml").click()
        line = tomllib.loads(page.evaluate("copied"))["date"][0]
        assert (line["article"], line["value"]) == ("g/tide.txt", value)
        assert TIDE.text.count(line["words"]) == 1
        assert "Monday" in line["words"]
        assert "Thursday" not in line["words"]
        assert TIDE.text.index(line["words"]) >= TIDE.text.index(other)
    page.locator("#reader a.d", has_text="3 March 2029").click()
    page.locator("#stands button", has_text="decisions.toml").click()
    assert tomllib.loads(page.evaluate("copied"))["date"] == [
        {"article": "g/tide.txt", "words": "3 March 2029", "value": "2029-03-03", "note": ""}
    ]


def test_a_date_can_be_copied_as_a_citation(open_page: Open, tide_file: Path) -> None:
    page = open_page(file=tide_file)
    page.locator("#days .row .open", has_text="the gate shuts in May").click()
    copied(page)
    page.locator("#cite").click()
    assert (
        page.evaluate("copied").replace("\u00a0", " ")
        == "“May” (May 2034). Tallow Wire, “Tide to turn”, 10 June 2033, https://tallow.example/3"
    )


def test_the_dates_of_an_article_are_listed_with_it(open_page: Open, tide_file: Path) -> None:
    page = open_page(f"#article={TIDE.article_id}", file=tide_file)
    page.locator("#reader .values summary").click()
    page.locator("#reader .values a", has_text="two hours").click()
    assert page.locator("#stands .value").text_content().replace("\u00a0", " ") == "2 hours"
    page = open_page(f"#article={TIDE.article_id}", file=tide_file, script=False)
    page.locator("article.frozen a.d", has_text="two hours").first.click()
    assert page.locator(".values li:target").text_content().replace("\u00a0", " ").startswith("two hours 2 hours")
    assert page.locator(".values li:target").is_visible()


def test_search_and_outlets_narrow_the_timeline(open_page: Open, tide_file: Path) -> None:
    page = open_page("#q=shuts", file=tide_file)
    assert page.locator("#days .row:visible").count() == 1
    assert page.locator("#days .day:visible").count() == 1
    page = open_page("#outlet=HG", file=tide_file)
    assert page.locator("#days .row:visible").count() == 1


def test_dates_of_a_large_page_say_what_they_come_to(open_page: Open, tmp_path: Path) -> None:
    with Story.open(write_story(tmp_path / "s.duckdb", [TIDE, EBB, *COUNTED], VALUES)) as story:
        write_page(story, tmp_path / "page.html")
    page = open_page(f"#article={TIDE.article_id}", file=tmp_path / "page.html")
    assert page.locator("#reader article.frozen").text_content() == TIDE.text
    page.locator("#reader a.d", has_text="3 March 2029").click()
    assert "Saturday 3 March 2029" in page.locator("#stands").text_content().replace("\u00a0", " ")
    page.locator("#reader .values summary").click()
    assert page.locator("#reader .values li").count() == 10
    page.locator("#timeline").scroll_into_view_if_needed()
    page.locator("#days .row .open", has_text="the gate shuts in May").click()
    assert page.locator("#reader .spot").all_text_contents() == ["May"]


def test_axe_finds_nothing_in_dates_and_numbers(open_page: Open, tide_file: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    for size, scheme in ((DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")):
        for address in ("", f"#article={TIDE.article_id}&at={TIDE.text.index('Monday')}"):
            page = open_page(address, size=size, scheme=scheme, file=tide_file)
            page.evaluate("document.querySelectorAll('#unplaced details, .values').forEach((one) => { one.open = true })")
            found = axe.Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


# --- keys, filters, search --------------------------------------------------------------------------------------------------------------


def test_keys_walk_rows_and_open_evidence(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("k")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    assert first != second
    page.keyboard.press("Enter")
    assert page.url.endswith(first)
    assert page.evaluate("document.activeElement.classList.contains('lit')")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.classList.contains('here')")
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.activeElement.classList.contains('open')")
    page.keyboard.press("c")
    assert "#compare=" in page.url
    page.keyboard.press("Escape")
    page.wait_for_function("() => !location.hash.includes('compare')")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_search_and_filters_narrow_and_have_an_address(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("/")
    page.keyboard.type("sledge")
    page.wait_for_url("**#q=sledge")
    assert page.locator("#who .row:visible").count() == 2
    assert page.locator(".card:visible").count() == 3
    assert "2 of 7 rows" in page.locator("#found").text_content()
    again = open_page("#q=sledge")
    assert again.locator("#who .row:visible").count() == 2
    page.keyboard.press("Escape")
    page.wait_for_function("() => !location.hash.includes('q=')")
    page.select_option("#by-speaker", "Ilka Brandt")
    assert page.locator("#who .row:visible").count() == 3
    page.select_option("#by-form", "indirect")
    assert page.locator("#who .row:visible").count() == 1
    page.locator("#all-rows").click()
    assert page.locator("#who .row:visible").count() == 7
    page.select_option("#by-outlet", "OEP")
    assert page.locator("#who .row:visible").count() == 3


def test_a_row_can_be_copied(open_page: Open, browser: Any) -> None:
    page = open_page(finding(open_page(), "Ostrel will not be cut off"))
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (text) => { window.copied = text }}})")
    page.locator("#cite").click()
    assert page.evaluate("copied") == (
        "“Ostrel will not be cut off. We have carried salt by sledge before.” (Mayor Ilka Brandt told). Tallow Wire, "
        "“Ferry line to Ostrel to stop for winter, harbour office says”, 3\u00a0June\u00a02033, https://tallow.example/1"
    )
    page.locator("#correct summary").click()
    page.locator("#correct button").first.click()
    lines = page.evaluate("copied").splitlines()
    assert lines[0] == "[[furniture]]"
    assert [json.loads(line.partition(" = ")[2]) for line in lines[1:]] == ["a/wire.txt", WIRE.said[1].content[0], ""]


def test_copying_works_where_the_clipboard_does_not(open_page: Open) -> None:
    page = open_page(finding(open_page(), "Ostrel will not be cut off"))
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: {writeText: () => Promise.reject(new Error('no'))}})")
    page.locator("#cite").click()
    page.wait_for_selector("#copied textarea")
    assert "Tallow Wire" in page.locator("#copied textarea").input_value()


# --- everyone can read it ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: Open, size: dict[str, int], scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    first = open_page()
    addresses = [
        "",
        finding(first, "Ostrel will not be cut off"),
        first.locator("#who .also a").first.get_attribute("href"),
        f"#article={WIRE.article_id}&at=61",
    ]
    for address in addresses:
        page = open_page(address, size, scheme)
        page.evaluate("document.querySelectorAll('#unread details, .known').forEach(d => { d.open = true })")
        found = axe.Axe().run(page)
        assert found.violations_count == 0, f"{address or 'start'}: {found.generate_report()}"


def test_the_switch_for_light_and_dark_keeps_contrast(open_page: Open) -> None:
    page = open_page(scheme="dark")
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.locator("#theme").click()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != dark


def test_print_shows_notes_and_hides_the_tools(open_page: Open) -> None:
    page = open_page()
    page.emulate_media(media="print")
    assert page.locator("#notes").is_visible()
    assert not page.locator("#reader").is_visible()
    assert not page.locator("#search").is_visible()
    assert page.locator("#brief .fn").first.is_visible()


# --- a large story --------------------------------------------------------------------------------------------------------------------------


def rows_of(page: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(page.locator("#data").text_content())["rows"]
    return rows


def test_long_lists_are_drawn_as_they_come_into_view(open_page: Open, large_file: Path) -> None:
    page = open_page(file=large_file)
    assert 0 < page.locator("#who .row").count() < MANY
    assert page.locator("#brief .row").count() > 4
    page.locator("#speakers .later").last.scroll_into_view_if_needed()
    page.locator(".group").last.locator(".row").first.wait_for()
    assert page.locator(".group").last.locator(".name").is_visible()


def test_texts_of_a_large_page_are_the_frozen_texts_when_they_are_drawn(open_page: Open, large_file: Path) -> None:
    page = open_page(file=large_file)
    for one in (HOSTILE, WIRE, COUNTED[7], COUNTED[119], HOSTILE):
        page.evaluate("id => { location.hash = `#article=${id}` }", one.article_id)
        page.wait_for_selector(f'#reader .sheet[id="article={one.article_id}"]')
        assert page.locator("#reader article.frozen").evaluate("e => e.textContent") == one.text
    assert page.locator("#reader script, #reader article b, #reader article svg").count() == 0


def test_an_address_opens_what_is_not_drawn_yet(open_page: Open, large_file: Path) -> None:
    first = open_page(file=large_file)
    (last,) = {row["id"] for row in rows_of(first)} & {one.finding_id for one in (attribution(COUNTED[119], COUNTED[119].said[0]),)}
    page = open_page(f"#finding={last}", file=large_file)
    assert page.locator("#reader .lit.as-w").text_content() == "Number 119 is what we have counted here,"
    assert page.locator("#who .row.current").is_visible()
    unread = json.loads(page.locator("#data").text_content())["unread"]
    address = next(one[0] for one in unread if "Plan 77" in one[2])
    page = open_page(f"#unread={address}", file=large_file)
    assert page.locator("#reader .spot").first.text_content() == "“Plan 77”"
    assert page.locator("#unread .row.current").is_visible()
    alike = next(row for row in rows_of(page) if "like" in row)
    page = open_page(f"#compare={alike['id']},{rows_of(page)[alike['like'][0] - 1]['id']}", file=large_file)
    assert page.locator("#pages .sheet").count() == 2
    assert page.locator("#diff .version").count() == 2


def test_keys_walk_into_what_is_not_drawn_yet(open_page: Open, large_file: Path) -> None:
    page = open_page(file=large_file)
    seen = []
    for _ in range(70):
        page.keyboard.press("j")
        seen.append(page.evaluate("document.activeElement.getAttribute('href')"))
    who = [row for row in seen if page.locator(f'#who a.open[href="{row}"]').count()]
    assert len(set(who)) > 45  # past the forty rows that are drawn together
    for expected in reversed(seen[:-1]):
        page.keyboard.press("k")
        assert page.evaluate("document.activeElement.getAttribute('href')") == expected


def test_search_and_filters_reach_what_is_not_drawn_yet(open_page: Open, large_file: Path) -> None:
    page = open_page(file=large_file)
    page.keyboard.press("/")
    page.keyboard.type("number 113")
    page.wait_for_function("() => document.getElementById('found').textContent.startsWith('1 of')")
    assert "1 of 123 articles" in page.locator("#found").text_content()
    page.locator("#who .row:visible").wait_for()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.group').querySelector('.name').textContent").startswith("Speaker113")
    again = open_page("#q=%3Cscript%3Ealert", file=large_file)  # words that are markup are words
    assert "; 1 of 123 articles" in again.locator("#found").text_content()
    again = open_page("#speaker=Speaker90%20Ostrelson", file=large_file)
    again.locator("#who").scroll_into_view_if_needed()
    again.locator("#who .row:visible").wait_for()
    assert again.locator("#who .group:visible").count() == 1


def test_the_browsers_own_search_finds_what_was_not_drawn(open_page: Open, large_file: Path) -> None:
    page = open_page(file=large_file)
    words = "Number 118 is what we have counted here"
    assert not page.evaluate("words => find(words)", words)
    page.keyboard.press("Control+f")
    assert page.evaluate("words => find(words)", words)


def test_only_a_few_sheets_stay_made(open_page: Open, large_file: Path) -> None:
    page = open_page(file=large_file)
    before = page.evaluate("document.querySelectorAll('*').length")
    for one in COUNTED[:40]:
        page.evaluate("id => { location.hash = `#article=${id}` }", one.article_id)
        page.wait_for_selector(f'#reader .sheet[id="article={one.article_id}"]')
    assert page.evaluate("document.querySelectorAll('*').length") < before + 300
    assert page.locator("article.frozen").count() == 1


def test_without_script_a_large_page_has_everything(open_page: Open, large_file: Path) -> None:
    page = open_page(script=False, file=large_file)
    assert page.locator("article.frozen").count() == MANY + 3
    assert page.locator("#who .row").count() == 2 * MANY + 7
    page.locator("#who .row .open", has_text="Number 118 is").click()
    assert page.locator("article.frozen", has_text="Number 118 is").is_visible()


def test_print_of_a_large_page_has_what_a_filter_leaves(open_page: Open, large_file: Path) -> None:
    page = open_page(file=large_file)
    page.emulate_media(media="print")
    assert not page.locator("#speakers").is_visible()
    assert page.locator(".in-print").is_visible()
    assert page.locator("#notes").is_visible()
    page = open_page("#outlet=P10", file=large_file)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#who .row:visible").count() == 12
    assert not page.locator(".in-print").is_visible()


def test_axe_finds_nothing_in_a_large_page(open_page: Open, large_file: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    for size in (DESKTOP, PHONE):
        page = open_page(size=size, file=large_file)
        page.locator("#articles").scroll_into_view_if_needed()
        page.evaluate("document.querySelectorAll('#unread details, .known').forEach((one, n) => { one.open = n < 5 })")
        found = axe.Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
