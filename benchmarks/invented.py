"""Invented news for measuring: any number of articles of about 600 words, the same for one seed, each with words of its own.

A text is drawn word by word from a vocabulary of English function words and invented content words with the long tail that news has (Zipf),
in sentences and paragraphs, with quotations, a date line and the outlet's own furniture. A part of the articles are copies of another outlet's.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

WORDS = 600
OUTLETS = 40
# One article in so many is another outlet's text under a new headline.
COPY_EVERY = 20
FUNCTION = (
    "the of and to in a for on that with was is by at from as has have had be been it its were which will would could after before about into "
    "over they their there this not but or more than when who if no because while between against under during since until still also"
).split()
SYLLABLES = "bar den mor tal vik ros len har mun sel dor pan gre lin tov cas wen fol bri ank".split()
NAMES = ("Oriel", "Bram", "Sanna", "Tovik", "Meral", "Ansel", "Ilka", "Doran", "Petra", "Hanno")
SURNAMES = ("Tamsin", "Ostler", "Marrow", "Vassany", "Lindqvist", "Harrow", "Benneth", "Corvane", "Stell", "Ruddock")


@dataclass(frozen=True, slots=True)
class Invented:
    number: int
    outlet: str
    title: str
    published: str
    paragraphs: tuple[str, ...]


def vocabulary(rng: random.Random, size: int = 4000) -> tuple[list[str], list[float]]:
    """Words and the running sum of their weights; function words stand first, as in any text."""
    content: dict[str, None] = {}
    while len(content) < size:
        content["".join(rng.choices(SYLLABLES, k=rng.choice((2, 2, 3)))) + rng.choice(("", "", "s", "ed", "ing", "er"))] = None
    weights = [6.0 / (rank + 3) for rank in range(len(FUNCTION))] + [8.0 / (rank + 30) for rank in range(size)]
    return [*FUNCTION, *content], list(accumulate(weights))


def articles(count: int, seed: int = 7) -> Iterator[Invented]:
    """`count` articles. Article n is the same whatever `count` is."""
    words, sums = vocabulary(random.Random(seed))
    for number in range(count):
        rng = random.Random(seed * 1_000_003 + number)
        told = random.Random(seed * 1_000_003 + number - 1) if number % COPY_EVERY == COPY_EVERY - 1 else rng
        outlet = f"The {words[len(FUNCTION) + number % OUTLETS].capitalize()} Courier"
        paragraphs = tuple(_paragraphs(told, words, sums))
        title = " ".join(rng.choices(words, cum_weights=sums, k=8)).capitalize()
        published = f"2031-{1 + number % 12:02}-{1 + number % 28:02}T{number % 24:02}:30:00Z"
        yield Invented(number, outlet, title, published, paragraphs)


def _paragraphs(rng: random.Random, words: list[str], sums: list[float]) -> Iterator[str]:
    left = WORDS
    while left > 0:
        sentences = [_sentence(rng, words, sums) for _ in range(rng.randint(1, 4))]
        left -= sum(len(sentence.split()) for sentence in sentences)
        yield " ".join(sentences)


def _sentence(rng: random.Random, words: list[str], sums: list[float]) -> str:
    drawn = rng.choices(words, cum_weights=sums, k=rng.randint(8, 26))
    text = " ".join(drawn)
    if rng.random() < 0.18:
        who = f"{rng.choice(NAMES)} {rng.choice(SURNAMES)}"
        return f"“{text.capitalize()},” said {who}, who works at the {drawn[0]} office."
    return f"{text.capitalize()}."


def as_text(article: Invented) -> str:
    return "\n\n".join((article.title, article.published[:10], *article.paragraphs, "Share this article", f"© {article.outlet}")) + "\n"


def as_html(article: Invented) -> str:
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in article.paragraphs)
    menu = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in ("News", "Harbour", "Weather", "Sport"))
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{article.title} - {article.outlet}</title>
<meta property="og:site_name" content="{article.outlet}"><meta property="article:published_time" content="{article.published}">
<link rel="canonical" href="https://news{article.number % OUTLETS}.example/{article.number}"></head>
<body><nav><ul>{menu}</ul></nav><article><h1>{article.title}</h1><p class="byline">By Ilka Stell</p>
{body}
</article><p>Share this article</p><footer>Terms of use of {article.outlet}. All rights reserved.</footer></body></html>
"""


def as_json(article: Invented) -> str:
    """One line, field names of ninjs."""
    return json.dumps(
        {
            "uri": f"https://news{article.number % OUTLETS}.example/{article.number}",
            "headline": article.title,
            "versioncreated": article.published,
            "source": article.outlet,
            "body_text": "\n\n".join((*article.paragraphs, "Share this article")),
        },
        ensure_ascii=False,
    )


def write(folder: Path, count: int, kind: str) -> Path:
    """`count` articles under `folder`, as `text`, `html`, or one `jsonl`; what to read."""
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "jsonl":
        file = folder / "articles.jsonl"
        with file.open("w", encoding="utf-8") as handle:
            handle.writelines(as_json(article) + "\n" for article in articles(count))
        return file
    for article in articles(count):
        inner = folder / f"{article.number // 1000:03}"
        inner.mkdir(exist_ok=True)
        suffix, text = (".html", as_html(article)) if kind == "html" else (".txt", as_text(article))
        (inner / f"{article.number:06}{suffix}").write_text(text, encoding="utf-8")
    return folder
