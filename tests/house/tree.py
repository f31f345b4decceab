"""What the tests about the house look at."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "parvis"
VENDORED = "vendor"


def python_files(*folders):
    """Python files of the folders (the package by default), without migrations."""
    for folder in folders or (PACKAGE,):
        for path in sorted(folder.rglob("*.py")):
            if "migrations" not in path.parts and ".venv" not in path.parts:
                yield path


def own_files(suffix):
    """Files of the package with this suffix, without vendored ones."""
    for path in sorted(PACKAGE.rglob(f"*{suffix}")):
        if VENDORED not in path.parts:
            yield path


def templates():
    """Every template: pages, fragments, components and mails."""
    for path in sorted(PACKAGE.rglob("templates/**/*")):
        if path.is_file():
            yield path


def lines_in(path):
    """How many lines a text file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def short(path):
    """The path as one would name it in a message."""
    return str(path.relative_to(ROOT))
