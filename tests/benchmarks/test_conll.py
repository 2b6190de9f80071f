"""Files of words in columns: what ends a line, and where words stand in the text that is built again."""

from __future__ import annotations

from pathlib import Path

from benchmarks import conll


def row(number: int, word: str, misc: str = "_") -> str:
    return "\t".join((str(number), word, word.lower(), "X", "_", "_", str(number - 1), "dep", "_", misc))


def test_only_a_line_feed_ends_a_line(tmp_path: Path) -> None:
    """Words may hold what Unicode calls a line's end."""
    file = tmp_path / "one.conllu"
    odd = "Har\u2028row\u0085s"
    lines = (
        "# newdoc id = a",
        "# sent_id = a-1",
        f"# text = {odd} fell",
        row(1, odd),
        row(2, "fell"),
        "",
        "# newpar",
        "# text = No",
        row(1, "No"),
    )
    file.write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    (document,) = conll.documents(file)
    assert [sentence.words for sentence in document.sentences] == [(odd, "fell"), ("No",)]
    text, sentences = document.raw()
    assert text == f"{odd} fell\n\nNo"
    assert [text[a:b] for sentence in sentences for a, b in sentence.places] == [odd, "fell", "No"]


def test_names_keep_such_words_whole(tmp_path: Path) -> None:
    file = tmp_path / "names.iob2"
    file.write_text("# sent_id = a-1\n1\tHar\u2028row\tB-LOC\n2\tfell\tO\n\n", encoding="utf-8")
    assert list(conll.names(file)) == [("a-1", ("Har\u2028row", "fell"), ("B-LOC", "O"))]
