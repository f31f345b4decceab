"""A small world: labs, hospitals and firms in two towns, that work together in groups, year after year."""

import random

import pytest

from parvis.engine.linkage.duplicates.boosting import Settings
from parvis.engine.recommend import Organisation, Participation, Project, history_of
from parvis.engine.recommend.fit import fit

GROUPS = 6
EACH = 8
FIRST, LAST = 2010, 2017
WORDS = ("imagerie", "vaccin", "robot", "climat", "droit", "sommeil")


def world(seed=1, last=LAST):
    """Participations, projects and organisations; group `g` works on WORDS[g] under programme `Pg`."""
    rng = random.Random(seed)  # noqa: S311 -- not for secrets
    participations, projects = [], []
    for year in range(FIRST, last + 1):
        for number in range(36):
            group = number % GROUPS
            name = f"{year}-{number:02}"
            members = rng.sample(range(EACH), 3)
            participations += [Participation(name, f"g{group}-{member}", year) for member in members]
            if rng.random() < 0.3:
                other = f"g{(group + 1) % GROUPS}-{rng.randrange(EACH)}"
                participations.append(Participation(name, other, year))
            if year > FIRST + 2 and number < 2 * GROUPS:
                participations.append(Participation(name, f"new-{year}-{number}", year))
            projects.append(Project(name, f"{WORDS[group]} numérique", f"P{group}"))
    return participations, projects, organisations()


def organisations():
    """A profile for each, and for a start-up without any history."""
    kinds = ("Lab", "Hospital", "Firm")
    found = [
        Organisation(
            f"g{group}-{member}",
            f"Organisation {group}.{member}",
            "Lyon" if group % 2 else "Paris",
            "Auvergne-Rhône-Alpes" if group % 2 else "Île-de-France",
            kinds[member % 3],
            WORDS[group],
            (f"parent-{group}",) if member < 3 else (),
        )
        for group in range(GROUPS)
        for member in range(EACH)
    ]
    startup = Organisation("start-up", "Dodo", "Lyon", "", "Firm", "Le sommeil et ses robots", ("parent-5",))
    return [*found, startup, Organisation("silent", "Silent")]


FEW = Settings(trees=20, depth=3, rate=0.3, smoothing=1.0, sample=0.8)


@pytest.fixture(scope="session")
def small_world():
    return world()


@pytest.fixture(scope="session")
def history(small_world):
    return history_of(*small_world)


@pytest.fixture(scope="session")
def weights(small_world):
    return fit(*small_world, {"training": "a small world"}, queries=60, settings=FEW)
