"""Who is suggested, and how well."""

import numpy as np
import pytest

from parvis.engine.recommend import Choice, Organisation, Participation, Query, Recommender, history_of, shipped_weights
from parvis.engine.recommend.asking import asking_of, without_topic
from parvis.engine.recommend.candidates import candidates_of
from parvis.engine.recommend.models import part_of
from parvis.engine.recommend.signals import signals_of, walks_of
from parvis.engine.recommend.sparse import places
from parvis.engine.recommend.texts import MOST, texts_of
from parvis.engine.text.vectors import NgramEncoder
from tests.engine.recommend.conftest import GROUPS


@pytest.fixture
def suggest(history, weights):
    """The organisations that are suggested to one."""

    def run(organisation, terms="", programme="", **rules):
        query = Query("q", organisation, terms, programme)
        return [one.organisation for one in Recommender(history, weights).suggest([query], Choice(**rules))]

    return run


def group(name):
    return name.split("-")[0]


def test_partners_of_ones_own_group_come_first(suggest):
    found = [group(name) for at in range(GROUPS) for name in suggest(f"g{at}-0", top=5)]
    assert sum(one == f"g{at}" for at in range(GROUPS) for one in found[5 * at : 5 * at + 5]) >= 0.8 * len(found)


def test_the_topic_moves_the_answer(suggest):
    about_it = suggest("g0-0", "robot", "P2", top=7)
    without = suggest("g0-0", top=7)
    assert sum(group(name) == "g2" for name in about_it) > sum(group(name) == "g2" for name in without)


def test_a_newcomer_is_answered_from_its_profile(suggest):
    """It writes of sleep and of robots."""
    assert {group(name) for name in suggest("start-up", top=6)} == {"g2", "g5"}


def test_a_newcomer_that_says_what_it_looks_for(suggest):
    assert {group(name) for name in suggest("start-up", "climat", "P3", top=3)} == {"g3"}


def test_one_of_whom_nothing_is_known_still_gets_an_answer(suggest):
    assert len(suggest("silent", top=5)) == 5


def test_nobody_is_suggested_to_itself(history, weights):
    queries = [Query(one.id, one.id) for one in history.organisations]
    assert all(one.query != one.organisation for one in Recommender(history, weights).suggest(queries))


def test_ranks_and_scores_fall(history, weights):
    found = list(Recommender(history, weights).suggest([Query("a", "g0-0"), Query("b", "g1-1", "vaccin")]))
    assert [one.rank for one in found] == [*range(1, 11), *range(1, 11)]
    assert all(0 < one.score < 1 for one in found)
    assert [one.score for one in found[:10]] == sorted((one.score for one in found[:10]), reverse=True)


def test_the_same_always_gives_the_same(small_world, weights):
    participations, projects, organisations = small_world
    runs = [
        list(Recommender(history_of(rows, projects, organisations), weights).suggest([Query("q", "g3-2", "climat")]))
        for rows in (participations, participations[::-1])
    ]
    assert runs[0] == runs[1]


def test_one_who_is_unknown_is_an_error(history, weights):
    with pytest.raises(KeyError):
        Recommender(history, weights).ranked(Query("q", "nobody"))


def test_only_new_leaves_partners_out(history, suggest):
    partners = {history.organisations[at].id for at in places(history.network.joint, history.index["g0-0"])}
    assert partners & set(suggest("g0-0"))
    assert not partners & set(suggest("g0-0", only_new=True))


def test_those_who_are_excluded(suggest):
    first, second, *_rest = suggest("g0-0")
    assert first not in suggest("g0-0", excluded={"g0-0": frozenset({first, "nobody"})})
    assert second not in suggest("g0-0", excluded={"": frozenset({second})})
    assert first in suggest("g0-0", excluded={"g1-0": frozenset({first})})


def test_nobody_is_suggested_more_often_than_the_limit(history, weights):
    queries = [Query(f"q{at}", f"g0-{at}") for at in range(6)]
    found = list(Recommender(history, weights).suggest(queries, Choice(top=4, most_each=2)))
    given = [one.organisation for one in found]
    assert max(map(given.count, given)) == 2
    assert len(given) == 24
    firsts = [one for one in found if one.rank == 1]
    assert len(firsts) == 6


def test_a_limit_may_leave_places_empty():
    rows = [Participation("p", name, 2010) for name in "abc"]
    recommender = Recommender(history_of(rows), shipped_weights())
    found = list(recommender.suggest([Query(name, name) for name in "abc"], Choice(top=5, most_each=1)))
    assert sorted(one.organisation for one in found) == ["a", "b", "c"]


def test_diversity_mixes_kinds(history, suggest):
    def kinds(names):
        return len({history.organisations[history.index[name]].kind for name in names})

    plain, mixed = suggest("g0-0", top=4), suggest("g0-0", top=4, diversity=0.7)
    assert plain[0] == mixed[0]
    assert plain != mixed
    assert kinds(mixed) >= kinds(plain)


def test_a_world_of_one_has_no_answer(weights):
    history = history_of([Participation("p", "a", 2010)])
    assert list(Recommender(history, weights).suggest([Query("q", "a")], Choice(diversity=0.5))) == []


def test_candidates_are_the_nearest(history):
    asking = asking_of(history, Query("q", "g0-0", "imagerie", "P0"))
    walks = walks_of(history, asking)
    few = candidates_of(history, asking, walks, most=5)
    assert len(few) == 5
    assert {group(history.organisations[at].id) for at in few} == {"g0"}
    assert set(few.tolist()) <= set(candidates_of(history, asking, walks).tolist())


def test_each_query_has_its_part(history):
    known = asking_of(history, Query("q", "g0-0", "imagerie"))
    assert part_of(known) == "topic"
    assert part_of(without_topic(known)) == "bare"
    assert part_of(asking_of(history, Query("q", "g0-0", "no such word"))) == "bare"
    assert part_of(asking_of(history, Query("q", "start-up"))) == "newcomer"


def test_an_unknown_programme_and_projects_without_one():
    rows = [Participation(f"p{n}", name, 2010) for n in range(3) for name in ("a", "b", f"c{n}")]
    found = list(Recommender(history_of(rows), shipped_weights()).suggest([Query("q", "a", "", "none")]))
    assert found[0].organisation == "b"


def test_shipped_weights_serve_a_world_they_were_not_fitted_on(small_world, history):
    found = Recommender(history, shipped_weights()).suggest([Query("q", "g2-0", "robot", "P2")], Choice(top=5))
    names = [one.organisation for one in found]
    assert np.mean([group(name) == "g2" for name in names]) >= 0.6


def test_places_that_are_unknown_are_not_different():
    rows = [Participation("p", name, 2010) for name in "ab"]
    history = history_of(rows, (), [Organisation("a", city="Lyon"), Organisation("b")])
    asking = asking_of(history, Query("q", "a"))
    signals = signals_of(history, asking, walks_of(history, asking), np.arange(2))
    assert np.isnan(signals["city"][1])
    assert np.isnan(signals["region"]).all()


def test_a_profile_close_in_words_comes_forward_and_says_so(history, weights):
    texts = texts_of(history.organisations, NgramEncoder())
    query = [Query("q", "g0-0", "le sommeil et ses robots")]
    plain = {one.organisation: one for one in Recommender(history, weights).suggest(query, Choice(top=200))}
    found = {one.organisation: one for one in Recommender(history, weights, texts).suggest(query, Choice(top=200))}
    assert found["start-up"].score > plain["start-up"].score
    assert found["start-up"].reasons[0].kind == "text"
    assert not {reason.kind for reason in found["g1-0"].reasons} & {"text"}


def test_no_text_has_no_bonus(history):
    texts = texts_of(history.organisations, NgramEncoder())
    assert not texts.bonus(" ").any()
    assert 0 < texts.bonus("sommeil").max() <= MOST
