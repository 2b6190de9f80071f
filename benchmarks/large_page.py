"""The page of a large story in headless Chromium: first view, opening evidence, searching, scrolling, size, memory.

    python -m benchmarks.large_page STORY.duckdb [--keep PAGE.html]
    python -m benchmarks.large_page NEWS_CLUSTER_DIR POLNEAR_DIR [--keep PAGE.html]

STORY is any story; from the two folders one of 500 real articles is built first (some minutes): the 205 of the news cluster of Giveme5W1H
(github.com/fhamborg/Giveme5W1H) and 295 of PolNeAR's training part (github.com/networkdynamics/PolNeAR), evenly taken by name. The page is opened
from a file. Times are taken in the page: the first view from the start of the navigation until the brief is painted and the reader shows the
words of its first line lit; evidence from the click on a row until its words are lit and painted; a key from the press in the search field
until the count of what it left is painted.
"""

from __future__ import annotations

import csv
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.convert_news_cluster import ninjs
from firsthand.engines.local import build
from firsthand.view.report import write_page
from firsthand.view.story import Story

ARTICLES = 500
OPENED = 20
LOADS = 5
# Two frames after something has changed it has been painted.
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
USABLE = """
(() => {
  const look = () => {
    const brief = document.querySelector("#brief .line .open"), lit = document.querySelector("#reader .lit");
    if (brief && lit && brief.getBoundingClientRect().height) requestAnimationFrame(() => { window.usable = performance.now(); });
    else requestAnimationFrame(look);
  };
  look();
})()
"""
OPEN = f"""
async (link) => {{
  const spoken = link.querySelector("q, .told").textContent, painted = {PAINTED};
  await painted();
  const start = performance.now();
  link.click();
  const lit = [...document.querySelectorAll("#reader .lit.as-w")].map((part) => part.textContent).join("");
  const frame = document.querySelector("#reader").getBoundingClientRect(), at = document.querySelector("#reader .lit.as-w")?.getBoundingClientRect();
  const end = await painted();
  return {{ took: end - start, right: lit.includes(spoken.slice(0, 20)), seen: Boolean(at) && at.bottom > frame.top && at.top < frame.bottom }};
}}
"""
KEY = """
(value) => new Promise((done) => {
  const field = document.getElementById("search"), found = document.getElementById("found"), start = performance.now();
  new MutationObserver((_, watcher) => {
    watcher.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
  }).observe(found, { childList: true, characterData: true, subtree: true });
  field.focus();
  field.value = value;
  field.dispatchEvent(new Event("input"));
})
"""
SCROLL = """
async () => {
  const times = [];
  let before = performance.now();
  for (let n = 0; n < 120; n++) {
    scrollBy({ top: 400, behavior: "instant" });
    const now = await new Promise(requestAnimationFrame);
    times.push(now - before);
    before = now;
  }
  return times;
}
"""


def figures(news_cluster: Path, polnear: Path) -> dict[str, float]:
    """The figures of `measure` for the story of 500 articles that the two sets give."""
    with tempfile.TemporaryDirectory() as folder:
        return measure(make_story(news_cluster, polnear, Path(folder)), Path(folder) / "page.html")


def make_story(news_cluster: Path, polnear: Path, folder: Path) -> Path:
    """Build the story of 500 articles in `folder`."""
    (folder / "articles").mkdir()
    for number, item in enumerate(_items(news_cluster, polnear)):
        (folder / "articles" / f"{number:03}.json").write_text(json.dumps(item, ensure_ascii=False), encoding="utf-8")
    build([folder / "articles"], folder / "story.duckdb")
    return folder / "story.duckdb"


def _items(news_cluster: Path, polnear: Path) -> Iterator[dict[str, Any]]:
    """Articles as ninjs."""
    files = sorted(news_cluster.glob("*.json"))[:ARTICLES]
    yield from (ninjs(json.loads(file.read_text(encoding="utf-8"))) for file in files)
    with (polnear / "metadata.tsv").open(encoding="utf-8", newline="") as table:
        known = {row["filename"]: row for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)}
    texts = sorted((polnear / "train" / "text").glob("*.txt"))
    wanted = ARTICLES - len(files)
    for number in range(wanted):
        text = texts[number * len(texts) // wanted]
        row = known.get(text.stem, {})
        yield {
            "headline": row.get("title"), "byline": row.get("author"), "infosource": [{"name": row.get("publisher") or "unknown"}],
            "versioncreated": row.get("publication_date"), "language": "en", "body_text": text.read_text(encoding="utf-8"),
        }  # fmt: skip


def measure(story: Path, page: Path) -> dict[str, float]:
    """Seconds, milliseconds, MB (10^6 bytes) of the page of `story`, which is written to `page`. Heap in MB after everything was tried."""
    start, cpu = time.perf_counter(), time.process_time()
    with Story.open(story) as opened:
        write_page(opened, page)
    found = {"large_page.render_s": time.perf_counter() - start, "large_page.render_cpu_s": time.process_time() - cpu}
    found["large_page.file_mb"] = page.stat().st_size / 1e6
    with _browser() as browser:
        views = [_first_view(browser, page) for _ in range(LOADS + 1)][1:]  # the first fills the file cache
        found["large_page.first_view_s"] = statistics.median(views)
        found["large_page.first_view_worst_s"] = max(views)
        found |= _used(browser, page)
    return found


@contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--enable-precise-memory-info"])
        yield launched
        launched.close()


def _first_view(browser: Any, page: Path) -> float:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    tab = context.new_page()
    tab.add_init_script(USABLE)
    tab.goto(f"file://{page}")
    tab.wait_for_function("() => window.usable")
    seconds = float(tab.evaluate("Math.max(window.usable, ...performance.getEntriesByType('paint').map((one) => one.startTime))")) / 1000
    context.close()
    return seconds


def _used(browser: Any, page: Path) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(f"file://{page}")
    at_start = _heap(context, tab)
    opened = []
    groups = tab.locator(".group")
    for n in range(OPENED):  # rows all through the list, each come to by scrolling
        group = groups.nth(n * groups.count() // OPENED)
        group.scroll_into_view_if_needed()
        row = group.locator(".row .open").first
        row.wait_for()
        opened.append(row.evaluate(OPEN))
    wrong = [one for one in opened if not one["right"] or not one["seen"]]
    if wrong:
        raise SystemExit(f"{len(wrong)} of {OPENED} rows did not open on their words")
    rows = json.loads(tab.locator("#data").text_content())["rows"]
    by_address = [float(tab.evaluate(f"async (id) => {{ const t = performance.now(); location.hash = `#finding=${{id}}`; await new Promise((done) => addEventListener('hashchange', done, {{ once: true }})); return await ({PAINTED})() - t }}", rows[n * len(rows) // OPENED]["id"])) for n in range(OPENED)]  # fmt: skip
    keys = [float(tab.evaluate(KEY, value)) for value in ("t", "tr", "tru", "trum", "trump", "trum", "", "s", "se", "sen")]
    tab.evaluate(KEY, "")
    tab.evaluate("scrollTo(0, 0)")
    frames = sorted(float(one) for one in tab.evaluate(SCROLL))
    took = [one["took"] for one in opened]
    found = {
        "large_page.evidence_ms": statistics.median(took), "large_page.evidence_worst_ms": max(took),
        "large_page.address_ms": statistics.median(by_address), "large_page.address_worst_ms": max(by_address),
        "large_page.search_key_ms": statistics.median(keys), "large_page.search_key_worst_ms": max(keys),
        "large_page.scroll_frame_ms": statistics.median(frames), "large_page.scroll_frame_worst_ms": frames[-1],
        "large_page.heap_at_start_mb": at_start, "large_page.heap_mb": _heap(context, tab),
    }  # fmt: skip
    context.close()
    return found


def _heap(context: Any, tab: Any) -> float:
    session = context.new_cdp_session(tab)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["JSHeapUsedSize"]) / 1e6


def main(paths: list[str], keep: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        story = Path(paths[0]) if len(paths) == 1 else make_story(Path(paths[0]), Path(paths[1]), Path(folder))
        for name, value in measure(story, keep or Path(folder) / "page.html").items():
            print(f"{name:36} {value:10.2f}")


if __name__ == "__main__":
    given = sys.argv[1:]
    kept = Path(given.pop(given.index("--keep") + 1)).resolve() if "--keep" in given else None
    given = [argument for argument in given if argument != "--keep"]
    if len(given) not in (1, 2):
        sys.exit(__doc__)
    main(given, kept)
