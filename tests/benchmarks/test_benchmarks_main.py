from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.__main__ import BENCHMARKS, TIMED, measured


def told(folder: Path) -> dict[str, float]:
    return {folder.name: float(os.getpid())}


@pytest.mark.parametrize("processes", [1, 2])
def test_figures_come_in_order_however_many_are_taken_at_once(tmp_path: Path, processes: int) -> None:
    ready = [(told, (tmp_path / name,)) for name in ("b", "a", "c")]
    found = list(measured(ready, processes))
    assert [name for one in found for name in one] == ["b", "a", "c"]
    here = [value == os.getpid() for one in found for value in one.values()]
    assert here == [processes == 1] * 3


def test_every_benchmark_says_what_it_needs() -> None:
    modules = [benchmark.__module__ for benchmark, _ in (*BENCHMARKS, *TIMED)]
    assert len(modules) == len(set(modules))
    assert all(isinstance(needs, tuple) for _, needs in (*BENCHMARKS, *TIMED))
