"""In which region a participation is, as far as its source tells."""

from parvis.domain.projects.facts import ParticipationFacts
from parvis.domain.reference.models import Region
from parvis.domain.reference.naming import fold
from parvis.domain.reference.selectors.places import place_index

OVERSEAS = {
    "GP": "01",
    "MQ": "02",
    "GF": "03",
    "RE": "04",
    "YT": "06",
    "PM": "975",
    "BL": "977",
    "MF": "978",
    "TF": "984",
    "WF": "986",
    "PF": "987",
    "NC": "988",
}
"""Codes of countries that are regions of France → the region."""

FRANCE = "FR"


class Regions:
    """Read once for many participations."""

    def __init__(self) -> None:
        names = Region.objects.order_by("code").values_list("code", "name")
        self._by_name = {fold(name): code for code, name in names}
        self._codes = set(self._by_name.values())
        self._places = place_index()
        self._by_city: dict[str, str | None] = {}

    def find(self, facts: ParticipationFacts) -> str | None:
        """The code of the region: as named, else of an overseas territory, else of the one commune with this name."""
        named = self._by_name.get(fold(facts.region)) if facts.region else None
        if named:
            return named
        if facts.country in OVERSEAS:
            code = OVERSEAS[facts.country]
            return code if code in self._codes else None
        return self._of_city(facts.city) if facts.country == FRANCE and facts.city else None

    def _of_city(self, city: str) -> str | None:
        if city not in self._by_city:
            place = self._places.find(name=city)
            self._by_city[city] = place.region if place else None
        return self._by_city[city]


def country_of(facts: ParticipationFacts) -> str:
    """The country, where overseas regions are France, as in the directory."""
    return FRANCE if facts.country in OVERSEAS else facts.country
