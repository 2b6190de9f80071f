"""The corpora's files as documents: what stands in them, and what is left untold."""

from __future__ import annotations

from pathlib import Path

from training.corpora import OUTSIDE, UNTOLD, bio, read_conllu, read_tagged, spaces, with_iob2, with_mention_names, with_run_ons


def row(number: str, word: str, tag: str, head: int, relation: str, misc: str = "_") -> str:
    return "\t".join((number, word, word.lower(), tag, "_", "_", str(head), relation, "_", misc))


def conllu(folder: Path, *lines: str) -> Path:
    file = folder / "one.conllu"
    file.write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    return file


def test_words_of_multi_word_tokens_are_words_and_empty_nodes_are_none(tmp_path: Path) -> None:
    file = conllu(
        tmp_path,
        "# newdoc id = harbour",
        "# sent_id = harbour-1",
        row("1-2", "don't", "_", 0, "_", "SpaceAfter=No"),
        row("1", "do", "AUX", 0, "root"),
        row("2", "n't", "PART", 1, "advmod"),
        row("2.1", "go", "VERB", 0, "_"),
        row("3", "!", "PUNCT", 1, "punct"),
    )
    (document,) = read_conllu(file)
    (sentence,) = document.sentences
    assert document.name == "harbour"
    assert sentence.words == ("do", "n't", "!")
    assert sentence.space_after == (False, False, True)
    assert sentence.heads == (0, 1, 1)
    assert sentence.text == "don't!"


def test_each_newdoc_begins_a_document(tmp_path: Path) -> None:
    file = conllu(tmp_path, "# newdoc id = a", row("1", "Yes", "INTJ", 0, "root"), "", "# newdoc id = b", row("1", "No", "INTJ", 0, "root"))
    assert [document.name for document in read_conllu(file)] == ["a", "b"]


def test_names_of_another_file_come_by_sentence(tmp_path: Path) -> None:
    file = conllu(tmp_path, "# sent_id = s1", row("1", "Ines", "PROPN", 0, "root"), row("2", "left", "VERB", 1, "acl"))
    tags = tmp_path / "names.iob2"
    tags.write_text("# sent_id = s1\n1\tInes\tB-PER\n2\tleft\tB-O\n\n# sent_id = s2\n1\tOrmund\tB-OTH\n\n", encoding="utf-8")
    (document,) = with_iob2(read_conllu(file), tags, frozenset({"MISC"}))
    assert document.sentences[0].names == ("B-PER", OUTSIDE)
    assert document.sentences[0].unsure == {"MISC"}


def test_mentions_with_a_proper_noun_as_head_hold_names(tmp_path: Path) -> None:
    file = conllu(
        tmp_path,
        row("1", "President", "PROPN", 3, "nmod:desc", "Entity=(1-person-new"),
        row("2", "Ines", "PROPN", 3, "compound"),
        row("3", "Varro", "PROPN", 4, "nsubj", "Entity=1)"),
        row("4", "left", "VERB", 0, "root"),
        row("5", "Harrow", "PROPN", 4, "obj", "Entity=(2-place-new)"),
        row("6", "for", "ADP", 8, "case"),
        row("7", "the", "DET", 8, "det", "Entity=(3-organization-new"),
        row("8", "Senate", "PROPN", 4, "obl"),
        row("9", "of", "ADP", 10, "case"),
        row("10", "Westmark", "PROPN", 8, "nmod", "Entity=3)"),
        row("11", "Tuesday", "PROPN", 4, "obl", "Entity=(4-time-new)"),
    )
    (document,) = map(with_mention_names, read_conllu(file))
    assert document.sentences[0].names == (
        UNTOLD, "B-PER", "I-PER", OUTSIDE, "B-LOC", OUTSIDE, OUTSIDE, UNTOLD, OUTSIDE, UNTOLD, UNTOLD,
    )  # fmt: skip


def test_lists_of_words_with_tags(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("-DOCSTART- O\n\nMayor O\nLund I-politician\nof O\nHarrow I-country\n. O\n\n", encoding="utf-8")
    (sentence,) = read_tagged(file, {"politician": "PER", "country": "LOC"})
    assert sentence.names == ("O", "B-PER", "O", "B-LOC", "O")
    assert sentence.text == "Mayor Lund of Harrow."
    assert sentence.upos is None


def test_tags_without_beginnings_get_them() -> None:
    assert list(bio(["I-PER", "I-PER", "I-LOC", "O", "I-LOC"])) == ["B-PER", "I-PER", "B-LOC", "O", "B-LOC"]


def test_spaces_stand_where_written_text_has_them() -> None:
    assert spaces(("“", "No", "”", ",", "she", "did", "n't", "say", "(", "yet", ")", ".")) == (
        False, False, False, True, True, False, True, True, False, False, False, True,
    )  # fmt: skip


def test_sentences_that_the_rules_would_not_part_run_on(tmp_path: Path) -> None:
    file = conllu(
        tmp_path,
        "# newpar",
        row("1", "Dear", "ADJ", 2, "amod"),
        row("2", "Ines", "PROPN", 0, "root", "SpaceAfter=No"),
        row("3", ",", "PUNCT", 2, "punct"),
        "",
        row("1", "Thanks", "NOUN", 0, "root"),
        row("2", "a", "DET", 3, "det"),
        row("3", "lot", "NOUN", 1, "obl", "SpaceAfter=No"),
        row("4", ".", "PUNCT", 1, "punct"),
        "",
        row("1", "Yours", "PRON", 0, "root"),
        "",
        "# newpar",
        row("1", "Bram", "PROPN", 0, "root"),
    )
    (document,) = map(with_run_ons, read_conllu(file))
    assert [sentence.runs_on for sentence in document.sentences] == [True, False, False, False]
