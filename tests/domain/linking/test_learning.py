"""Judgements become labelled pairs, and weights are fitted to them."""

import csv

import pytest
from django.core.exceptions import ImproperlyConfigured
from typer.testing import CliRunner

from parvis.base.accounts.enums import Role
from parvis.cli.engine import app
from parvis.domain.linking.checks import weights_of_linking
from parvis.domain.linking.enums import Verdict
from parvis.domain.linking.models import Judgement
from parvis.domain.linking.selectors.labelled import COLUMNS, labelled_pairs
from parvis.domain.linking.weights import weights, weights_version
from parvis.engine.linkage.model import shipped
from tests.factories.accounts import account_with

TOWNS = ("Dijon", "Lyon", "Nantes", "Rouen", "Tours", "Brest", "Caen", "Lille", "Metz", "Nancy", "Nice", "Pau")


@pytest.fixture
def judge(db):
    return account_with(Role.COMMUNITY)


def judged(left, right, verdict, **said):
    record = {"name": f"CHU {left}", "identifiers": [["finess", "1"]], "aliases": ["A", "B"]}
    return Judgement.objects.create(
        left_source="ror",
        left_key=left,
        right_source="rnsr",
        right_key=right,
        verdict=verdict,
        **{"left_record": record, "right_record": {"name": f"Centre hospitalier universitaire de {right}"}} | said,
    )


def rows(actor):
    return [dict(zip(COLUMNS, row, strict=True)) for row in labelled_pairs(actor)]


def test_the_last_word_about_each_pair_is_a_row(judge):
    judged("Lyon", "Lyon", Verdict.DIFFERENT)
    judged("Lyon", "Lyon", Verdict.SAME)
    judged("Lyon", "Pau", Verdict.UNSURE)
    judged("Pau", "Lyon", Verdict.DIFFERENT)
    assert [(row["left_id"], row["right_id"], row["same"]) for row in rows(judge)] == [
        ("ror:Lyon", "rnsr:Lyon", "1"),
        ("ror:Pau", "rnsr:Lyon", "0"),
    ]


def test_a_row_says_what_was_compared(judge):
    judged("Lyon", "Lyon", Verdict.SAME)
    (row,) = rows(judge)
    assert (row["left_name"], row["left_aliases"], row["left_finess"]) == ("CHU Lyon", "A|B", "1")
    assert (row["right_name"], row["right_finess"]) == ("Centre hospitalier universitaire de Lyon", "")


def test_a_pair_without_names_teaches_nothing(judge):
    judged("Lyon", "Lyon", Verdict.SAME, right_record={})
    assert rows(judge) == []


def test_an_outsider_sees_no_pair(db):
    judged("Lyon", "Lyon", Verdict.SAME)
    assert rows(account_with(Role.SITE)) == []


def test_weights_are_fitted_to_what_was_judged_and_used(judge, tmp_path, settings):
    for town in TOWNS:
        for other in TOWNS:
            judged(town, other, Verdict.SAME if town == other else Verdict.DIFFERENT)
            judged(f"{town} 2", f"{other} 2", Verdict.SAME if town == other else Verdict.DIFFERENT)
    with (tmp_path / "pairs.csv").open("w", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *labelled_pairs(judge)])
    made = ["fit", "--pairs", str(tmp_path / "pairs.csv"), "--output", str(tmp_path / "weights.json")]
    result = CliRunner().invoke(app, made)
    assert result.exit_code == 0, result.stderr
    settings.LINKING_WEIGHTS = str(tmp_path / "weights.json")
    assert weights() != shipped("names")
    assert weights_version().startswith("own 20")
    assert list(weights_of_linking()) == []


def test_weights_that_cannot_be_read_are_named(settings, tmp_path):
    settings.LINKING_WEIGHTS = str(tmp_path / "none.json")
    with pytest.raises(ImproperlyConfigured, match="PARVIS_LINKING_WEIGHTS"):
        weights()
    (error,) = weights_of_linking()
    assert "PARVIS_LINKING_WEIGHTS" in error.msg


def test_without_a_setting_the_weights_are_those_of_parvis():
    assert weights() == shipped("names")
    assert weights_version() == f"names {shipped('names').about['date']}"
