"""Reasons that are true, as sentences in two languages."""

import pytest

from parvis.engine.recommend import Query, Reason, Recommender, summary
from parvis.engine.recommend.asking import asking_of
from parvis.engine.recommend.explain import NO_BREAK, SENTENCES, explain, sentences
from parvis.engine.recommend.history import history_of
from parvis.engine.recommend.reasons import FACTS, reasons_of
from parvis.engine.recommend.types import Organisation, Participation, Project


@pytest.fixture
def facts():
    """All reasons of a pair, by kind."""
    rows = [Participation("p1", name, 2010) for name in ("a", "b", "c")]
    rows += [Participation("p2", name, 2014) for name in ("a", "b", "d")]
    rows += [Participation("p3", name, 2016) for name in ("s", "e")]
    rows += [Participation("p4", name, 2012) for name in ("c", "e")]
    projects = [Project("p1", "vaccines", "P1"), Project("p2", "vaccine robots", "P1"), Project("p4", "", "P1")]
    organisations = [
        Organisation("a", "Lab A", "Lyon", "Rhône", "Lab", "robot", ("x",)),
        Organisation("b", "Firm B", "Lyon", "Rhône", "Firm", "robots"),
        Organisation("c", "Lab C", "Vienne", "Rhône", "Lab"),
        Organisation("e", "", "Brest", "Bretagne", "Lab"),
        Organisation("s", "Sister", parents=("x",)),
        Organisation("x", "The Parent"),
        Organisation("z", "Newcomer"),
    ]
    history = history_of(rows, projects, organisations)

    def run(other, asker="a", terms="", programme="", weights=None):
        asking = asking_of(history, Query("q", asker, terms, programme))
        return {one.kind: one for one in reasons_of(history, asking, history.index[other], weights or {})}

    return run


def test_joint_projects_with_the_last_year(facts):
    assert facts("b")["joint"] == Reason("joint", 0.0, 2, 2014)
    assert "joint" not in facts("e")


def test_projects_with_others_of_the_same_parent(facts):
    assert facts("e")["family"] == Reason("family", 0.0, 1, 2016, ("The Parent",))
    assert "family" not in facts("b")
    assert "family" not in facts("a", asker="b")


def test_partners_in_common(facts):
    assert facts("e")["shared"] == Reason("shared", 0.0, 1, 0, ("Lab C",))
    assert facts("b")["shared"].count == 2
    assert "shared" not in facts("s", asker="d")


def test_the_programme_and_the_topic(facts):
    found = facts("b", terms="vaccine against", programme="P1")
    assert found["programme"] == Reason("programme", 0.0, 2, 2014, ("P1",))
    assert found["terms"] == Reason("terms", 0.0, 2, 2014, ("vaccines",))
    assert "programme" not in facts("b", programme="P7")
    assert "terms" not in facts("b", terms="climate")


def test_programmes_and_words_of_both(facts):
    assert facts("b")["programmes"] == Reason("programmes", 0.0, 1, 0, ("P1",))
    assert "programmes" not in facts("s")
    assert facts("b")["profile"].names[0] == "robots"
    assert "profile" not in facts("s")


def test_place_is_the_city_or_the_region(facts):
    assert facts("b")["city"].names == ("Lyon",)
    assert facts("c")["region"].names == ("Rhône",)
    assert not {"city", "region"} & facts("e").keys()


def test_kinds_that_often_work_together(facts):
    assert facts("b")["kinds"].names == ("Lab", "Firm")
    assert "kinds" not in facts("d")


def test_activity_in_the_last_years_or_ever(facts):
    assert facts("e")["active"] == Reason("active", 0.0, 1, 2016)
    assert facts("c")["experienced"] == Reason("experienced", 0.0, 2, 2012)
    assert not {"active", "experienced"} & facts("z").keys()


def test_joint_projects_come_first_and_then_what_weighs_most(facts):
    found = facts("b", weights={"city": 2.0, "joint": 0.5, "ties_rank": 0.25, "kinds": -1.0})
    assert [one.weight for one in found.values()][:2] == [0.75, 2.0]
    assert list(found)[-1] == "kinds"


@pytest.mark.parametrize(
    ("reason", "english", "french"),
    [
        (Reason("joint", 1, 1, 2018), "one project together, in 2018", "un projet ensemble, en 2018"),
        (
            Reason("joint", 1, 3, 2018),
            "three projects together, the last in 2018",
            "trois projets ensemble, le dernier en 2018",
        ),
        (
            Reason("family", 1, 14, 2018, ("AP-HP",)),
            "14 projects with organisations that belong to AP-HP, the last in 2018",
            "14 projets avec des organismes rattachés à AP-HP, le dernier en 2018",
        ),
        (
            Reason("shared", 1, 5, 0, ("X", "Y")),
            "five partners in common, among them X and Y",
            "cinq partenaires communs, dont X et Y",
        ),
        (Reason("shared", 1, 2, 0, ("X", "Y")), "two partners in common, X and Y", "deux partenaires communs, X et Y"),
        (
            Reason("terms", 1, 2, 2017, ("robot",)),
            "two projects about “robot”, the last in 2017",
            f"deux projets sur «{NO_BREAK}robot{NO_BREAK}», le dernier en 2017",
        ),
    ],
)
def test_sentences_that_a_person_would_say(reason, english, french):
    assert explain(reason) == english
    assert explain(reason, "fr") == french


def test_every_kind_has_its_sentences_in_both_languages():
    assert SENTENCES["en"].keys() == SENTENCES["fr"].keys()
    for kind in SENTENCES["en"]:
        for language in SENTENCES:
            for count in (1, 5):
                assert "{" not in explain(Reason(kind, 1, count, 2018, ("X", "Y")), language)


def test_only_what_speaks_for_it_is_said_or_the_best_there_is():
    some = (Reason("joint", 1, 1, 2018), Reason("city", 0.2, names=("Lyon",)), Reason("active", -1, 3))
    assert sentences(some) == ["one project together, in 2018", "both are in Lyon"]
    assert sentences(some[2:]) == ["three projects in the last two years"]
    assert sentences(some, limit=1) == ["one project together, in 2018"]
    assert summary(some, "fr") == f"un projet ensemble, en 2018{NO_BREAK}; tous deux se trouvent à Lyon"
    assert sentences([Reason("of a later version", 9.0)]) == []


def test_every_suggestion_of_a_history_says_why(history, weights):
    queries = [Query(one.id, one.id, "robot") for one in history.organisations]
    for one in Recommender(history, weights).suggest(queries):
        assert summary(one.reasons)


def test_each_fact_says_what_it_is():
    assert all(fact.__doc__ for fact, _features in FACTS)
