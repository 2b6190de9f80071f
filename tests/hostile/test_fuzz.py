"""Every reader and every splitter on broken files of its format, and every stage on any text: the same examples on each run.

A new format is fuzzed as soon as it stands in READERS or CONTAINERS. `python tests/hostile/fuzz.py --minutes 30` searches longer.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fuzz import READERS, SPLITTERS, check_reader, check_splitter, check_stages, mutated, seeds, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SOME = settings(max_examples=80, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
# Endings that share a function are one format.
# Each example starts a process.
FEW = settings(SOME, max_examples=10)
SLOW = (".pdf",)
FORMATS = {function: suffix for suffix, function in reversed(READERS.items())}


def test_every_reader_has_files_to_begin_with() -> None:
    assert all(seeds(suffix) for suffix in (*READERS, *SPLITTERS))


@pytest.mark.parametrize("suffix", FORMATS.values())
def test_a_reader_gives_articles_or_says_why_not(suffix: str) -> None:
    files = seeds(suffix)
    for data in files:
        check_reader(suffix, data)

    @(FEW if suffix in SLOW else SOME)
    @given(mutated(files))
    def check(data: bytes) -> None:
        check_reader(suffix, data)

    check()


@pytest.mark.parametrize("ending", SPLITTERS)
def test_a_splitter_gives_pieces_or_says_why_not(ending: str) -> None:
    files = seeds(ending)
    for data in files:
        check_splitter(ending, data)

    @SOME
    @given(mutated(files))
    def check(data: bytes) -> None:
        check_splitter(ending, data)

    check()


@settings(SOME, max_examples=150)
@given(texts())
def test_no_stage_fails_on_a_text(text: str) -> None:
    check_stages(text)


@settings(SOME, max_examples=60)
@given(st.text(max_size=200))
def test_no_stage_fails_on_any_characters(text: str) -> None:
    check_stages(f"“{text}” said Ann Vell. {text}\n\n{text}")


def test_the_longer_search_runs() -> None:
    """It searches elsewhere each time, so only that it goes on to its end is asked here: one example of one format is enough."""
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("fuzz.py"), "--minutes", "0.01"], capture_output=True, text=True, check=False, timeout=300
    )
    assert "readers and splitters" in done.stdout, done.stderr
