"""What may be trained on: nothing of the corpora's development parts, nothing that the gold keeps for tuning and measuring."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from training import gold

# name: (part of the split, file that the text comes from)
ARTICLES = {
    "ewt/harbour": ("train", "ud-ewt/train-a.conllu"),
    "ewt/ferry": ("train", "ud-ewt/dev.conllu"),
    "gum/news_lock": ("train", "gum/train/GUM_news_lock.conllu"),
    "gum/news_weir": ("train", "gum/dev/GUM_news_weir.conllu"),
    "gum/news_quay": ("tune", "gum/train/GUM_news_quay.conllu"),
    "ewt/mole": ("measure", "ud-ewt/train-a.conllu"),
}


@dataclass
class Text:
    id: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    file: Path
    key: str


@pytest.fixture(autouse=True)
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    split: dict[str, list[str]] = {"train": [], "tune": [], "measure": []}
    for name, (part, _) in ARTICLES.items():
        split[part].append(name)
        (tmp_path / part).mkdir(exist_ok=True)
        (tmp_path / part / f"{name.replace('/', '_')}.json").write_text("{}")
    (tmp_path / "split.json").write_text(json.dumps(split))

    def texts(data: Path) -> Iterator[Text]:
        for name, (_, file) in ARTICLES.items():
            yield Text(name, "The lock is shut.", ((0, 17),), data / file, name.split("/")[1])

    monkeypatch.setattr(gold, "NEWS", tmp_path)
    monkeypatch.setattr(gold, "_texts_module", lambda: SimpleNamespace(articles=texts, file_name=lambda name: name.replace("/", "_")))


def test_no_development_document_is_read_to_train_on() -> None:
    assert [one.name for one in gold.read_gold(Path("data"))] == ["ewt/harbour", "gum/news_lock"]


def test_what_is_kept_apart() -> None:
    assert gold.kept_apart(Path("data")) == {"GUM_news_quay", "mole"}


def test_the_treebanks_leave_it_out(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="the recipe's libraries are not installed: pip install -e .[training]")
    from training.train import treebanks

    word = "1\tShut\tshut\tVERB\t_\t_\t0\troot\t_\t_\n"
    for file, documents in {"ud-ewt/train-a.conllu": ("harbour", "mole"), "ud-ewt/dev.conllu": ("ferry",)}.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        blocks = (f"# newdoc id = {name}\n# sent_id = {name}-1\n# text = Shut\n{word}" for name in documents)
        (tmp_path / file).write_text("\n".join(blocks) + "\n")
    assert [document.name for document in treebanks(tmp_path)] == ["harbour"]
