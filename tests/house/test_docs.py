"""Every setting and every command is documented, and the links between pages lead somewhere."""

import re

import pytest
from typer.main import get_command

from parvis import cli
from tests.house.tree import PACKAGE, ROOT, python_files, short

DOCS = ROOT / "docs"
READER = re.compile(
    r"""env\.(?:text|flag|numbers?|words|choice|url|time_zone|networks)\(\s*["']([A-Z][A-Z0-9_]+)["']"""
)


def settings_read():
    return sorted({name for path in python_files(PACKAGE) for name in READER.findall(path.read_text(encoding="utf-8"))})


def test_every_setting_is_documented():
    text = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    assert [name for name in settings_read() if f"`{name}`" not in text] == []


def test_no_documented_setting_is_gone():
    text = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\|\s*`([A-Z][A-Z0-9_]+)`", text, re.MULTILINE))
    assert sorted(named - set(settings_read())) == []


def test_every_command_is_documented():
    text = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    commands = [name for name, command in get_command(cli.app).commands.items() if not command.hidden]
    assert [name for name in commands if f"parvis {name}" not in text] == []


def pages():
    return [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))]


@pytest.mark.parametrize("page", pages(), ids=short)
def test_links_lead_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [t.split("#")[0] for t in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"https?:|mailto:|#", t)]
    assert [target for target in targets if not (page.parent / target).exists()] == []
