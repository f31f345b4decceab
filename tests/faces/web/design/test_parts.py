"""What pages show by the dozen: the tags escape what they are given, and show what the components show."""

import datetime as dt
from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup
from django.template import engines
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler

from parvis.domain.directory.registry import SourceInfo
from parvis.domain.directory.selectors.sources import SourceView

DAY = dt.date(2023, 12, 31)


@dataclass
class Other:
    name: str = "Institut <b> & fils"
    kind: str = "lab"
    city: str = "L'Isle"

    def get_absolute_url(self):
        return "/organisations/institut/"


def show(text, **context):
    return BeautifulSoup(
        engines["django"].from_string(CottonCompiler().process(text)).render(context).strip(), "html.parser"
    )


@pytest.mark.parametrize("given", ["", 'note="founding member"', 'href="/a?b=1&c=2"', 'logo="/logo.png"'])
def test_chip_is_the_component(given):
    as_component = show(f'<c-organisation :organisation="other" {given} />', other=Other())
    assert show(f"{{% chip other {given} %}}", other=Other()) == as_component


def test_chip_escapes_and_names_kind_and_city():
    page = show("{% chip other %}", other=Other())
    assert page.select_one(".pv-chip-name").get_text() == "Institut <b> & fils"
    assert page.select_one(".pv-chip-note").get_text() == "research lab · L'Isle"


@pytest.mark.parametrize(("code", "is_old"), [("ror", False), ("ror", True), ("human", False), ("human", True)])
def test_source_is_the_component(code, is_old):
    source = SourceView(code, SourceInfo("R & D"), DAY, is_old)
    component = '<c-source :name="name" :on="on" :human="human" :old="old" />'
    parts = {"name": "R & D", "on": DAY, "human": source.is_human, "old": is_old}
    assert show("{% source_of source %}", source=source) == show(component, **parts)
    assert "R & D · 2023" in show("{% source_of source %}", source=source).get_text()


def test_source_is_read_in_the_language_of_each_reader():
    source = SourceView("human", SourceInfo("entered here"), None, is_old=False)
    for language, title in (("fr", "Écrit ici par une personne"), ("en", "Written by a person here")):
        with translation.override(language):
            assert show("{% source_of source %}", source=source).span["title"] == title


def test_nothing_stands_where_nobody_said():
    assert show("{% source_of nobody %}").get_text() == ""


def test_icon_escapes_its_label():
    svg = show('{% icon "search" "s" label %}', label='a "b" <c>').svg
    assert (svg["aria-label"], svg["role"], svg["class"]) == ('a "b" <c>', "img", ["pv-icon", "pv-icon-s"])
