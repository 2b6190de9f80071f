"""Running a container through its splitter and its readers, as the engine does."""

from __future__ import annotations

import io

from firsthand.model import Known
from firsthand.reading import Frozen, Piece, Problem, read_piece, split


def pieces(data: bytes, path: str) -> list[Piece | Problem]:
    splitter = split(path)
    assert splitter is not None
    return list(splitter(io.BytesIO(data), path))


def read(data: bytes, path: str) -> tuple[list[Frozen], list[Problem]]:
    """What is read of the file, and what cannot be."""
    found: list[Frozen | Problem] = []
    for piece in pieces(data, path):
        found.extend([piece] if isinstance(piece, Problem) else read_piece(piece, path, "0" * 64, Known()))
    problems = [one for one in found if isinstance(one, Problem)]
    for problem in problems:
        assert problem.error.startswith(f"{path}, {problem.place.split(' [')[0]}"), problem
        assert problem.error.endswith(".")
        assert len(problem.error.splitlines()) == 1
    return [one for one in found if isinstance(one, Frozen)], problems


def fields(frozen: Frozen) -> set[tuple[str, str, str]]:
    return {(row.field, row.value, row.rule) for row in frozen.page.fields if row.rule != "detected"}
