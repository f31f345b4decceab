"""The list to choose from says what Django's own says."""

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext_lazy

from parvis.faces.web.design.tags import styled
from parvis.faces.web.design.widgets import QuickSelect

CHOICES = [("", "all"), ("lab", gettext_lazy("research lab")), ("a&b", "A & <b>"), (3, "three")]


def read(html):
    return BeautifulSoup("".join(line.strip() for line in html.splitlines()), "html.parser")


@pytest.mark.parametrize("value", [None, "", "lab", "a&b", 3, "3", "unknown"])
@pytest.mark.parametrize("attrs", [{}, {"id": "map-kind", "class": "form-select", "disabled": True, "hidden": False}])
def test_quick_select_is_the_select_of_django(value, attrs):
    quick, usual = QuickSelect(choices=CHOICES), forms.Select(choices=CHOICES)
    shown = read(usual.render("kind", value, attrs))
    assert read(quick.render("kind", value, attrs)) == shown


@pytest.mark.parametrize(("is_required", "words"), [(True, "Choose…"), (False, "No choice")])
def test_an_empty_choice_says_so_in_words(is_required, words):
    class Form(forms.Form):
        kind = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("lab", "research lab")], required=is_required)

    assert [option.get_text() for option in read(styled(Form()["kind"])).select("option")] == [words, "research lab"]
