from __future__ import annotations

from pathlib import Path

import pytest
from helpers import write

from firsthand.errors import BadDecisions
from firsthand.model import Known
from firsthand.reading.sources import read_sources


def table(folder: Path, content: str | bytes) -> dict[str, Known]:
    return read_sources(write(folder, {"sources.csv": content}))


def test_rows_by_path(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        'path,url,outlet,title,byline,published\nferry.txt,https://quay.example/1,The Quay,"Ferry, again",Oriel Tamsin,2031-08-02\nsub\\wall.txt,,Island Post,,,\n',
    )
    assert found == {
        "ferry.txt": Known("https://quay.example/1", "The Quay", "Ferry, again", "Oriel Tamsin", "2031-08-02"),
        "sub/wall.txt": Known(outlet="Island Post"),
    }


def test_no_table_is_no_error(tmp_path: Path) -> None:
    assert read_sources(tmp_path) == {}


def test_some_columns_in_any_order_and_case_with_mark_and_spaces(tmp_path: Path) -> None:
    found = table(tmp_path, "\ufeff Outlet , PATH\r\n The Quay , ./ferry.txt \r\n,\r\n")
    assert found == {"ferry.txt": Known(outlet="The Quay")}


def test_short_rows_leave_the_rest_unknown(tmp_path: Path) -> None:
    assert table(tmp_path, "path,outlet,title\nferry.txt\n") == {"ferry.txt": Known()}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("outlet,title\nA,B\n", "has no column 'path'"),
        ("", "has no column 'path'"),
        ("path,mood\nferry.txt,gloomy\n", "does not know the column 'mood'"),
        ("path;outlet\nferry.txt;A\n", "has no column 'path'"),
        ("path,outlet\nferry.txt,F\xe4hre".encode("latin-1"), "Save it as CSV in UTF-8"),
        ('path,outlet\nferry.txt,"open', "cannot be read"),
        ("path,outlet\nferry.txt,The Quay,too much\n", "sources.csv"),
        ("path,outlet\nferry.txt,The Quay\nferry.txt,Island Post\n", "ferry.txt"),
    ],
    ids=["no-path", "empty", "unknown", "semicolons", "latin-1", "open-quote", "too-many-cells", "twice"],
)
def test_a_table_that_cannot_be_understood_is_refused(tmp_path: Path, content: str | bytes, says: str) -> None:
    with pytest.raises(BadDecisions, match=says) as caught:
        table(tmp_path, content)
    assert str(caught.value).startswith("sources.csv: ")
    assert str(tmp_path) not in str(caught.value)
