"""How fast suggestions are: to make a history, and to answer one query, at 20,000 organisations and more."""

import random
import time

from bench.recommend_data import anr
from bench.report import Table, percentile
from parvis.engine.recommend import Choice, Organisation, Participation, Project, Query, Recommender, history_of

ASKED = 300
KINDS = ("laboratoire", "hôpital", "entreprise", "fondation")


def generated(organisations: int, projects: int) -> tuple[list[Participation], list[Project], list[Organisation]]:
    """A generated past: some organisations do much, most little; groups work on the same things."""
    rng = random.Random(3)
    weights = [1 / (rank + 10) ** 0.7 for rank in range(organisations)]
    many = rng.choices(range(organisations), weights, k=projects * 8)
    participations, about = [], []
    for at in range(projects):
        name, year = f"p{at}", 2010 + at % 12
        members = set(many[8 * at : 8 * at + rng.randint(2, 6)]) | {at % organisations}
        participations += [Participation(name, f"o{one}", year) for one in sorted(members)]
        about.append(Project(name, " ".join(f"term{rng.randrange(6000)}" for _ in range(4)), f"CE{at % 60}"))
    profiles = [
        Organisation(f"o{one}", f"Organisation {one}", f"Ville {one % 300}", f"Région {one % 13}", KINDS[one % 4])
        for one in range(organisations)
    ]
    return participations, about, profiles


def speed(*, quick: bool) -> Table:
    """Seconds to make a history, milliseconds a query with reasons, one after the other."""
    table = Table(
        ["past", "organisations", "projects", "history, s", "query median, ms", "95th percentile, ms"],
        title="Speed",
        before="Processor time of one thread. A query gets ten suggestions with their reasons, by the weights shipped.",
    )
    data = anr()
    pasts = {"ANR 2010–2018": (data.participations, data.projects, data.organisations(2019))}
    pasts["generated"] = generated(20_000, 12_000)
    if not quick:
        pasts["generated, larger"] = generated(60_000, 60_000)
    for name, past in pasts.items():
        started = time.process_time()
        history = history_of(*past)
        made = time.process_time() - started
        recommender = Recommender(history)
        asking = random.Random(4).sample(past[0], ASKED)
        about = {one.id: one for one in past[1]}
        times = []
        for one in asking:
            project = about[one.project]
            query = Query("q", one.organisation, project.terms, project.programme)
            started = time.process_time()
            list(recommender.suggest([query], Choice()))
            times.append(1000 * (time.process_time() - started))
        cells = (made, percentile(times, 0.5), percentile(times, 0.95))
        table.rows.append([name, len(history), len(history.projects), *cells])
    return table
