"""The gold for reuse: its form, and its spans where news-cluster is at hand (skipped, aloud, where it is not)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from benchmarks.gold.reused import DIRECTIONS, GOLD, KINDS, LABELS, PARTS, REASONS, OtherText, read_reuse, texts

NEWS_CLUSTER = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "data" / "news-cluster"
LEAST_WORDS = 8
LEAST_PROSE = 15  # words of prose that make a pair derived where nothing else ties it


@pytest.mark.parametrize("part", PARTS)
def test_labels_are_among_those_there_are_and_fit_each_other(part: str) -> None:
    for event in read_reuse(part):
        for pair in event.pairs:
            where = (event.event, pair.a, pair.b)
            assert pair.a < pair.b, where
            assert {pair.a, pair.b} <= set(event.articles), where
            assert pair.label in LABELS, where
            assert pair.direction in DIRECTIONS, where
            assert pair.reason in REASONS, where
            assert {passage.kind for passage in pair.passages} <= set(KINDS), where
            assert (pair.direction is None) == (pair.reason is None), where
            assert (pair.direction == "common") == (pair.source is not None), where
            if not pair.derived:
                assert pair.direction is None, where
                assert all(passage.kind == "quotation" for passage in pair.passages), where


@pytest.mark.parametrize("part", PARTS)
def test_a_pair_stands_once_and_every_article_is_in_a_pair(part: str) -> None:
    for event in read_reuse(part):
        pairs = [(pair.a, pair.b) for pair in event.pairs]
        assert len(pairs) == len(set(pairs)), event.event
        assert {name for pair in pairs for name in pair} == set(event.articles), event.event


def test_an_event_is_in_one_part() -> None:
    tune, measure = ({event.event for event in read_reuse(part)} for part in PARTS)
    assert not tune & measure
    assert sum(len(event.pairs) for part in PARTS for event in read_reuse(part)) == 151


def test_no_words_of_a_text_are_in_the_gold() -> None:
    for file in sorted(GOLD.glob("*/*.json")):
        row = json.loads(file.read_text(encoding="utf-8"))
        assert file.stem == str(row["event"])
        assert all(
            re.fullmatch(r"[0-9a-f]{56}", name) and re.fullmatch(r"[0-9a-f]{64}", sha256) for name, sha256 in row["articles"].items()
        )
        assert max((len(pair["source"]) for pair in row["pairs"] if pair["source"]), default=0) <= 25, file.name


def test_a_part_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="no part 'train'"):
        read_reuse("train")


@pytest.mark.skipif(not NEWS_CLUSTER.is_dir(), reason="news-cluster is not at hand: that every passage fits its texts is not proved")
@pytest.mark.parametrize("part", PARTS)
def test_every_passage_is_of_whole_words_and_long_enough(part: str) -> None:
    for event in read_reuse(part):
        found = texts(event, NEWS_CLUSTER)
        for pair in event.pairs:
            for passage in pair.passages:
                for name, (start, end) in ((pair.a, passage.a), (pair.b, passage.b)):
                    where = (event.event, name, start, end)
                    assert 0 <= start < end <= len(found[name]), where
                    words = found[name][start:end]
                    assert re.match(r"\w", words), where
                    assert re.search(r"\w$", words), where
                    assert not re.match(r"\w\w", found[name][start - 1 : start + 1]) or start == 0, where
                    assert not re.match(r"\w\w", found[name][end - 1 : end + 1]), where
                    assert len(re.findall(r"\w+", words)) >= LEAST_WORDS, where


@pytest.mark.skipif(
    not NEWS_CLUSTER.is_dir(), reason="news-cluster is not at hand: that a pair without a tie shares enough prose is not proved"
)
@pytest.mark.parametrize("part", PARTS)
def test_a_derived_pair_without_a_tie_shares_enough_prose(part: str) -> None:
    for event in read_reuse(part):
        found = texts(event, NEWS_CLUSTER)
        for pair in event.pairs:
            if pair.derived and pair.reason in {None, "dates"}:
                prose = [passage for passage in pair.passages if passage.kind == "prose"]
                words = sum(min(len(found[pair.a][slice(*one.a)].split()), len(found[pair.b][slice(*one.b)].split())) for one in prose)
                assert words >= LEAST_PROSE, (event.event, pair.a, pair.b, words)


@pytest.mark.skipif(not NEWS_CLUSTER.is_dir(), reason="news-cluster is not at hand: that a changed text is refused is not proved")
def test_a_changed_text_is_refused_by_name(tmp_path: Path) -> None:
    event = read_reuse("tune")[0]
    for name in event.articles:
        item = json.loads((NEWS_CLUSTER / f"{name}.json").read_text(encoding="utf-8"))
        (tmp_path / f"{name}.json").write_text(json.dumps({"text": item["text"] + "."}), encoding="utf-8")
    with pytest.raises(OtherText, match="the text differs"):
        texts(event, tmp_path)
