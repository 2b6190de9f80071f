"""The house: one direction of imports, and each heavy library behind its own door."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import firsthand

ROOT = Path(firsthand.__file__).parent
MIDDLE = ("reading", "language", "extract", "align")
# Part of the house -> the parts that it may import; a part may always import itself.
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": {"api", "view"},
    "__main__": {"cli"},
    "errors": set(),
    "model": set(),
    "dates": set(),
    "tables": {"model", "errors"},
    **{part: {"model", "dates", "errors", "tables"} for part in MIDDLE},
    "stages": {"model", "errors", "tables", *MIDDLE},
    "unfinished": {"__init__", "model", "tables", "stages"},
    "store": {"__init__", "model", "errors", "tables", "stages", "unfinished"},
    "engines": {"model", "dates", "errors", "tables", "reading", "align", "stages", "store"},
    "view": {"__init__", "model", "errors", "tables"},
    "verify": {"model", "errors", "tables", "reading", "view"},
    "api": {"engines", "view"},
    "cli": {"__init__", "errors", "model", "reading", "engines", "view", "verify"},
}
HOMES = {
    "duckdb": ("store.py", "verify.py", "view/"),
    "trafilatura": ("reading/main_text.py",),
    "pypdfium2": ("reading/pdfium.py",),
    "docx": ("reading/docx.py",),
    "feedparser": ("reading/feeds.py",),
    "py3langid": ("reading/detect.py",),
    "charset_normalizer": ("reading/decode.py",),
    "fastwarc": ("reading/warc.py",),
    "brotli": ("reading/warc.py",),
    "click": ("cli.py",),
    "rich": ("cli.py",),
    "jinja2": ("view/",),
    "filelock": ("store.py",),
    "spacy": ("language/",),
    "onnxruntime": ("language/",),
}


def files() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT)).replace("\\", "/")


def part_of(file: Path) -> str:
    first = file.relative_to(ROOT).parts[0]
    return first.removesuffix(".py")


def imported(file: Path) -> Iterator[str]:
    """Dotted names that a file imports, in functions too; `from a.b import c` gives `a.b.c`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(file)}:{node.lineno} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def parts_imported(file: Path) -> set[str]:
    found = set()
    for name in imported(file):
        pieces = name.split(".")
        if pieces[0] == "firsthand":
            part = pieces[1] if len(pieces) > 1 else "__init__"
            found.add("__init__" if part.startswith("__") else part)
    return found


@pytest.mark.parametrize("file", files(), ids=name_of)
def test_imports_go_one_way(file: Path) -> None:
    part = part_of(file)
    assert part in MAY_IMPORT, f"{part} is a new part of the house: say here what it may import"
    assert parts_imported(file) <= MAY_IMPORT[part] | {part}


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_imported_at_its_home_only(library: str) -> None:
    users = {name_of(file) for file in files() if any(name.split(".")[0] == library for name in imported(file))}
    strangers = {user for user in users if not user.startswith(HOMES[library])}
    assert not strangers


def test_only_the_command_line_prints() -> None:
    printing = []
    for file in files():
        if name_of(file) == "cli.py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called in ("print", "click.echo", "click.secho", "echo", "sys.stdout.write", "sys.stderr.write", "rprint"):
                    printing.append(f"{name_of(file)}:{node.lineno}")
    assert not printing


def test_extractors_never_call_each_other() -> None:
    """What the stages name are extractors; helpers that several of them share are fine."""
    extractors = {name.rpartition(".")[0] for name in imported(ROOT / "stages.py") if name.startswith("firsthand.extract.")}
    assert extractors
    for file in (ROOT / "extract").glob("*.py"):
        used = {extractor for extractor in extractors for name in imported(file) if name == extractor or name.startswith(extractor + ".")}
        assert not used, f"{name_of(file)} imports {sorted(used)}"


def test_viewing_loads_no_model_and_no_page_reader() -> None:
    modules = [".".join(file.relative_to(ROOT.parent).with_suffix("").parts) for file in sorted((ROOT / "view").glob("*.py"))]
    heavy = ["spacy", "onnxruntime", "trafilatura", "py3langid"]
    code = f"import sys, {', '.join(name.removesuffix('.__init__') for name in modules)}\nprint([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def test_the_command_line_starts_light() -> None:
    code = (
        "import sys, firsthand.cli\nprint([n for n in ('duckdb', 'pyarrow', 'lxml', 'rich', 'trafilatura', 'jinja2') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.strip() == "[]", done.stderr
