"""The points of a search, for the interactive map."""

from django.http import QueryDict

from parvis.domain.directory.selectors.search import organisation_ids
from parvis.faces.web.directory.search_question import Question
from parvis.faces.web.map.located import Located, Standing, located, text

MOST = 30_000
"""More organisations than this make a map that says nothing: whoever asks is told to narrow the search."""
NAMES = 5
"""Names given at a place where several stand; its page has the others."""


def points_of(query: QueryDict) -> str:
    """What the map draws: places with how many organisations, the names of the first ones, and where to read on.

    JSON, put together from parts that are JSON already: {"total", "placed", "cut", "places": [{"at", "count", "names",
    "more"}]}.
    """
    found = organisation_ids(Question.of(query).filters)
    if len(found) > MOST:
        return text({"total": len(found), "placed": 0, "cut": True, "places": []})
    known, wanted = located(found), set(found)
    groups: dict[int, list[Standing]] = {}
    for organisation in known.organisations:
        if organisation[0] in wanted:
            groups.setdefault(organisation[1], []).append(organisation)
    placed = sum(map(len, groups.values()))
    places = ",".join(_place(known, number, group) for number, group in groups.items())
    return f'{{"total":{len(found)},"placed":{placed},"cut":false,"places":[{places}]}}'


def _place(known: Located, number: int, group: list[Standing]) -> str:
    names = ",".join([said for _pk, _place, said, _commune in group[:NAMES]])
    more = known.communes.get(group[0][3]) if len(group) > NAMES else None
    end = f',"more":{more}}}' if more else "}"
    return f'{{"at":{known.places[number]},"count":{len(group)},"names":[{names}]{end}'
