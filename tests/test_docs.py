"""What the documents tell a reader to run is run; what they say of the code is held against the code."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from firsthand.cli import main
from firsthand.engines.decisions import KINDS
from firsthand.engines.local import build

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "ormund-lock" / "articles"
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
# Commands of other programs; what they do here is what CI does before the tests.
OTHERS = ("python3 dev.py", "python3 -m", "pip install", ".venv/bin/")


def blocks(language: str) -> Iterator[tuple[str, str]]:
    for document in DOCUMENTS:
        for found, text in BLOCK.findall(document.read_text(encoding="utf-8")):
            if found == language:
                yield document.name, text


def commands() -> list[tuple[str, str]]:
    lines = [(name, line.split(" #")[0].strip()) for name, text in blocks("sh") for line in text.splitlines()]
    return [(name, line) for name, line in lines if line]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder as the documents assume it: articles in `my-articles/`, more in `more/`."""
    folder = tmp_path
    (folder / "my-articles").mkdir()
    (folder / "more").mkdir()
    for file in sorted(EXAMPLE.iterdir()):
        shutil.copy(file, folder / ("more" if file.name.startswith("011_") else "my-articles") / file.name)
    return folder


def test_the_documents_have_commands() -> None:
    assert sum(line.startswith("firsthand ") for _, line in commands()) >= 6


@pytest.mark.parametrize("document", sorted({document for document, _ in commands()}))
def test_commands_run(document: str, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    printed = []
    for line in (line for name, line in commands() if name == document):
        if line.startswith("firsthand "):
            result = CliRunner().invoke(main, line.removeprefix("firsthand ").split())
            assert result.exit_code == 0, f"{document}: {line}\n{result.output}"
            printed.append(result.output.splitlines())
        else:
            assert line.startswith(OTHERS), f"{document}: nothing here runs {line!r}"
    for shown in (text for name, text in blocks("text") if name == document):
        assert any(is_printed(shown.splitlines(), output) for output in printed), f"{document}: no command prints\n{shown}"


def is_printed(shown: list[str], output: list[str]) -> bool:
    """Whether these lines follow each other in the output; `...` alone stands for any lines, at a line's end for the rest of it."""
    if not shown:
        return True
    first, rest = shown[0], shown[1:]
    if first == "...":
        return any(is_printed(rest, output[place:]) for place in range(len(output)))
    return any(_is_line(first, line) and _goes_on(rest, output[place + 1 :]) for place, line in enumerate(output))


def _goes_on(shown: list[str], output: list[str]) -> bool:
    if not shown or shown[0] == "...":
        return is_printed(shown, output)
    return bool(output) and _is_line(shown[0], output[0]) and _goes_on(shown[1:], output[1:])


def _is_line(shown: str, line: str) -> bool:
    return line.startswith(shown.removesuffix("...")) if shown.endswith(" ...") else line == shown


def test_what_is_printed() -> None:
    output = ["head", "one", "two and more", "three"]
    assert is_printed(["one", "two ...", "three"], output)
    assert is_printed(["head", "...", "three"], output)
    assert not is_printed(["head", "three"], output)
    assert not is_printed(["one", "two"], output)


@pytest.mark.skipif(
    not (ROOT / ".venv" / "firsthand-dev.stamp").exists(),
    reason="no environment made by dev.py: the first command of the README is not run",
)
def test_the_first_command_of_the_readme() -> None:
    done = subprocess.run([sys.executable, "dev.py", "example"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = re.search(r"Open file://(\S+\.html) in a browser", done.stdout)
    assert page is not None
    assert "Ormund" in Path(page.group(1)).read_text(encoding="utf-8")


def test_verbs_of_dev_exist() -> None:
    verbs = re.findall(r"^    \"(\w+)\": |[{ ]\"(\w+)\": \w+[,}]", (ROOT / "dev.py").read_text(encoding="utf-8"), re.MULTILINE)
    known = {verb for pair in verbs for verb in pair if verb}
    for document, line in commands():
        if line.startswith("python3 dev.py"):
            assert line.split()[2] in known, f"{document}: {line}"


@pytest.mark.parametrize("text", [text for _, text in blocks("python")])
def test_python_runs(text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(text, "document", "exec"), {})
    assert capsys.readouterr().out


@pytest.mark.parametrize("text", [text for _, text in blocks("toml")])
def test_decisions_of_the_documents_apply(text: str, tmp_path: Path) -> None:
    assert set(tomllib.loads(text)) <= set(KINDS)
    file = tmp_path / "decisions.toml"
    file.write_text(text, encoding="utf-8")
    build([EXAMPLE], tmp_path / "story.duckdb", decisions=file)
    from firsthand import open_story

    with open_story(tmp_path / "story.duckdb") as story:
        assert [decision.kind for decision in story.decisions() if not decision.applied] == []


def test_the_table_contract_is_the_model() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.path.insert(0, 'docs'); import make_tables; print(make_tables.render(), end='')"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == (ROOT / "docs" / "tables.md").read_text(encoding="utf-8"), "run: python3 dev.py docs"


def test_links_lead_somewhere() -> None:
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name}: {target}"
