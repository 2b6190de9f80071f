"""The gold for credits: its form, its halves, and its spans where the public sets are at hand (skipped, aloud, where they are not)."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.gold.credits_of import GOLD, KINDS, LABELS, PARTS, ArticleCredits, Credit, read_credits, text_of

DATA = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "data"
TABLE = (GOLD / "GUIDELINES.md").read_text(encoding="utf-8").split("| why |")[1].split("\n\n")[0]
WHYS = set(re.findall(r"`([a-z-]+)`", TABLE))


@pytest.mark.parametrize("part", PARTS)
def test_labels_are_well_formed(part: str) -> None:
    for article in read_credits(part):
        assert article.source in ("polnear/train", "polnear/dev", "news-cluster")
        assert (article.read is None) == (article.source == "news-cluster"), article.file
        for credit in article.credits:
            assert credit.kind in KINDS, (article.file, credit)
            assert credit.label in LABELS, (article.file, credit)
            assert (credit.credited is None) == (credit.label == "vague"), (article.file, credit)
            assert (credit.label == "first-hand") == (credit.credited == article.outlet), (article.file, credit)
            if credit.credited_span is None:
                assert credit.label == "vague", (article.file, credit)
            else:
                assert credit.span[0] <= credit.credited_span[0] < credit.credited_span[1] <= credit.span[1], (article.file, credit)
        assert {one.why for one in article.look_alikes} <= WHYS, article.file


@pytest.mark.parametrize("part", PARTS)
def test_every_label_lies_where_the_text_was_read(part: str) -> None:
    for article in read_credits(part):
        labelled = [*(one.span for one in article.credits), *(one.span for one in article.look_alikes), *article.doubtful]
        assert all(article.was_read(span) for span in labelled), article.file
        assert all(before[1] < after[0] for before, after in pairwise(article.read or ())), article.file


@pytest.mark.parametrize("part", PARTS)
def test_no_span_is_labelled_twice(part: str) -> None:
    for article in read_credits(part):
        spans = Counter((one.span, one.credited) for one in article.credits)
        assert not [span for span, count in spans.items() if count > 1], article.file
        assert not {one.span for one in article.credits} & {one.span for one in article.look_alikes}, article.file


def test_no_outlet_is_in_both_halves() -> None:
    tune, measure = ({article.outlet for article in read_credits(part)} for part in PARTS)
    assert tune
    assert measure
    assert not tune & measure


def test_the_gold_is_as_large_as_it_must_be() -> None:
    articles = [article for part in PARTS for article in read_credits(part)]
    assert sum(article.source == "news-cluster" for article in articles) == 60
    assert sum(len(article.look_alikes) for article in articles) >= 100
    for part in PARTS:
        assert sum(one.label == "credit" for article in read_credits(part) for one in article.credits) >= 400, part


def test_no_words_of_a_text_are_in_the_gold() -> None:
    for part in PARTS:
        for file in sorted((GOLD / part).glob("*.json")):
            row = json.loads(file.read_text(encoding="utf-8"))
            assert file.stem == row["file"]
            names = [name for one in row["credits"] for name in (one["credited"], *one.get("also", ())) if name]
            assert max(map(len, names), default=0) <= 60, file.name


def test_what_was_read_and_what_is_doubtful_is_told() -> None:
    article = ArticleCredits("polnear/dev", "a", "", "The Harrow Courier", ((10, 20), (30, 40)), (), (), ((32, 35),))
    assert article.was_read((10, 20))
    assert not article.was_read((15, 32))
    assert article.is_doubtful((34, 38))
    assert not article.is_doubtful((35, 38))


def test_a_part_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="no part 'train'"):
        read_credits("train")


def test_another_text_of_that_name_is_refused(tmp_path: Path) -> None:
    credit = Credit((0, 4), "wire", "credit", "LNA", (0, 4), True, ())
    article = ArticleCredits("polnear/dev", "dam", "0" * 64, "The Harrow Courier", None, (credit,), (), ())
    assert text_of(tmp_path, article) is None
    (tmp_path / "polnear" / "dev" / "text").mkdir(parents=True)
    (tmp_path / "polnear" / "dev" / "text" / "dam.txt").write_text("The dam holds.", encoding="utf-8")
    assert text_of(tmp_path, article) is None


@pytest.mark.skipif(not (DATA / "polnear").is_dir(), reason="the public sets are not at hand: that every span fits its text is not proved")
def test_every_span_lies_in_its_text() -> None:
    for part in PARTS:
        for article in read_credits(part):
            text = text_of(DATA, article)
            assert text is not None, article.file
            for credit in article.credits:
                for start, end in filter(None, (credit.span, credit.credited_span)):
                    words = text[start:end]
                    assert re.match(r"[\w(\[“\"<©'‘]", words), (article.file, credit)
                    assert re.search(r"[\w)\]>]$", words), (article.file, credit)
            for one in article.look_alikes:
                assert 0 <= one.span[0] < one.span[1] <= len(text), (article.file, one)
