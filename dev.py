#!/usr/bin/env python3
"""The handful of verbs to work with; needs Python 3.11 or later and nothing else.

python3 dev.py example     set up, run the main job on the bundled example, and say where the page is
python3 dev.py test        set up, then check style and types and run every test
python3 dev.py check       style and types only
python3 dev.py bench      every figure of accuracy on public data, held against its floor; skipped, aloud, without the data
python3 dev.py lock        write the lock files anew from pyproject.toml
python3 dev.py docs        write docs/tables.md anew from the model
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENV = ROOT / ".venv"
BIN = ENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = {"run": ROOT / "requirements" / "run.lock", "dev": ROOT / "requirements" / "dev.lock"}
EXAMPLE = Path("examples") / "ormund-lock" / "articles"
OUT = Path("out")


def run(*command: str | Path) -> None:
    done = subprocess.run([str(part) for part in command], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def set_up(kind: str) -> None:
    """Make the environment as the lock says; do nothing where it is so already. What `dev` installs holds `run`."""
    wanted = hashlib.sha256(b"".join(lock.read_bytes() for lock in LOCKS.values()) + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamps = {name: ENV / f"firsthand-{name}.stamp" for name in LOCKS}
    enough = (kind, "dev")
    if PYTHON.exists() and any(stamps[name].exists() and stamps[name].read_text() == wanted for name in enough):
        return
    if not PYTHON.exists():
        venv.create(ENV, with_pip=True)
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "install", "--require-hashes", "--no-deps", "-r", LOCKS[kind])
    run(*pip, "install", "--no-deps", "--no-build-isolation", "-e", ROOT)
    stamps[kind].write_text(wanted)


def example() -> None:
    set_up("run")
    (ROOT / OUT).mkdir(exist_ok=True)
    page = OUT / "ormund-lock.html"
    run(PYTHON, "-m", "firsthand", "report", EXAMPLE, "-o", page)
    print(f"\nOpen {(ROOT / page).as_uri()} in a browser.")


def check() -> None:
    set_up("dev")
    run(PYTHON, "-m", "ruff", "check", ".")
    run(PYTHON, "-m", "ruff", "format", "--check", ".")
    run(PYTHON, "-m", "mypy")


def test() -> None:
    check()
    run(PYTHON, "-m", "pytest", "-n", "auto", *sys.argv[2:])


def lock() -> None:
    set_up("dev")
    for kind, extra in (("run", ("--extra", "build")), ("dev", ("--extra", "build", "--extra", "dev"))):
        run(
            PYTHON, "-m", "uv", "pip", "compile", "pyproject.toml", *extra, "--universal", "--generate-hashes", "--no-header", "--no-annotate",
            "--no-emit-index-url", "--no-emit-find-links", "--quiet", "--upgrade", "-o", LOCKS[kind],
        )  # fmt: skip


def docs() -> None:
    set_up("run")
    run(PYTHON, Path("docs") / "make_tables.py")


def bench() -> None:
    set_up("dev")
    run(PYTHON, "-m", "benchmarks", *sys.argv[2:])


VERBS = {"bench": bench, "example": example, "test": test, "check": check, "lock": lock, "docs": docs}

if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("Firsthand needs Python 3.11 or later: run this with a newer python3.")
    if len(sys.argv) < 2 or sys.argv[1] not in VERBS:
        sys.exit(__doc__)
    VERBS[sys.argv[1]]()
