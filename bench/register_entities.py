"""True organisations of an invented country of registers: alone, or in families that are hard to tell apart.

The names are after the shape of the real ones (`bench/organisations.py`), the places are the real communes, drawn by
their population. A family is what makes linking hard: the sites of one hospital group (one SIREN, one website, one head
name), the labs of one university (one address, names of the same words), homonyms in other cities, and tenants of one
address that have nothing else in common.
"""

import csv
import gzip
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

from bench.organisations import DATA, FREQUENT, _acronym, _siren, frequencies, new_word, organisation
from parvis.engine.text.fold import fold
from parvis.engine.text.tokens import words

COMMUNES = DATA.parents[1] / "domain" / "reference" / "data" / "communes.csv.gz"

FAMILIES = (("alone", 0.76), ("sites", 0.08), ("labs", 0.06), ("homonyms", 0.05), ("tenants", 0.05))
"""Kinds of families and how often one begins."""
NAMESAKES = (("alone", 0.55), ("homonyms", 0.35), ("sites", 0.05), ("tenants", 0.05))
"""The same for a register of what is often named after a saint or a square: clinics, pharmacies, practices."""

SITES = ("SITE DE {}", "HOPITAL {}", "ANTENNE DE {}", "CLINIQUE {}", "SSR {}", "HAD DE {}", "EHPAD {}", "UNITE {}")
SAINTS = ("SAINT {}", "SAINTE {}", "NOTRE DAME DE {}", "DOCTEUR {}", "LES {}S", "VILLA {}", "DU PARC {}", "{}")
FIRST_NAMES = re.findall(
    r"\w+",
    "JEAN PIERRE MARIE JOSEPH LOUIS ANNE VINCENT MARTHE LUC ROCH ELOI YVES MICHEL PAUL JACQUES FRANCOIS MARTIN CLAIRE "
    "LAURENT GEORGES ETIENNE AUGUSTIN CAMILLE CHARLES DENIS GENEVIEVE GERMAIN HELENE HILAIRE JULIEN LAZARE MARGUERITE "
    "MAURICE NICOLAS ODILE PHILIBERT REMI SAUVEUR SEBASTIEN THERESE VICTOR URSULE ELISABETH CATHERINE BARBE AVOLD",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A commune with one of its postcodes."""

    city: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One organisation as it is, whatever the registers write."""

    key: int
    kind: str
    name: str
    other_names: tuple[str, ...]
    acronym: str
    label: str
    parents: tuple[str, ...]
    place: Place
    website: str
    siren: str
    siret: str
    finess: str
    rnsr: str
    ror: str
    family: str = "alone"
    group: str = ""
    """The head's name, for a site."""


@cache
def _places() -> tuple[list[tuple[str, tuple[str, ...]]], list[float]]:
    """The communes with their postcodes, and their weights added up."""
    places, weights = [], []
    with gzip.open(COMMUNES, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["postcodes"] and row["population"]:
                places.append((row["name"], tuple(row["postcodes"].replace("|", " ").replace(",", " ").split())))
                weights.append(float(row["population"]) ** 1.1)
    return places, list(accumulate(weights))


def place(rng: random.Random) -> Place:
    """A commune drawn by its population."""
    communes, added = _places()
    city, postcodes = rng.choices(communes, cum_weights=added)[0]
    return Place(city, rng.choice(postcodes))


def entities(first: int, last: int, seed: int, families: Sequence[tuple[str, float]] = FAMILIES) -> Iterator[Entity]:
    """Organisations `first` to `last`, family by family; the same for the same seed and the same first one."""
    key = first
    kinds, weights = zip(*families, strict=True)
    while key <= last:
        rng = random.Random(f"family {seed} {key}")
        kind = rng.choices(kinds, weights)[0]
        head = _entity(key, seed, rng)
        members = [head] if kind == "alone" else list(FAMILY[kind](head, seed, rng))
        yield from members[: last - key + 1]
        key += len(members)


def _entity(key: int, seed: int, rng: random.Random) -> Entity:
    shape = organisation(key, seed)
    name, kind = shape.title, shape.facets["kind"][0]
    if len(words(name)) == 1 or all(frequencies()[word] >= FREQUENT or len(word) < 4 for word in words(name)):
        name = _unlike_others(name, rng)
    acronym = _acronym(name)
    siren = _siren(rng)
    where = place(rng)
    return Entity(
        key=key,
        kind=kind,
        name=name,
        other_names=tuple(other for other in dict.fromkeys(shape.names) if fold(other) != fold(name))[:3],
        acronym=acronym if len(acronym) > 2 and (shape.acronyms or rng.random() < 0.15) else "",
        label=shape.labels[0] if shape.labels else "",
        parents=tuple(text for text in shape.keywords[2:] if text),
        place=where,
        website=_website(name, acronym, rng),
        siren=siren,
        siret=f"{siren}{rng.randint(1, 99_999):05}",
        finess=f"{where.postcode[:2]}0{rng.randint(0, 999_999):06}" if kind in {"hospital", "healthcare"} else "",
        rnsr=_rnsr(rng) if kind == "lab" else "",
        ror=_ror(rng) if kind not in {"hospital", "startup"} or rng.random() < 0.1 else "",
    )


def _unlike_others(name: str, rng: random.Random) -> str:
    """A name of frequent words, or of a single one, with or by a word that few others have."""
    word = new_word(rng.randrange(3_000_000)).upper()
    if len(words(name)) > 1:
        return f"{name} {word}"
    return rng.choice((word, word, f"{word} {name}", f"{name} {word}"))


def _website(name: str, acronym: str, rng: random.Random) -> str:
    parts = [word for word in words(name) if len(word) > 3][:3] or ["site"]
    host = acronym.lower() if acronym and rng.random() < 0.3 else rng.choice(("-", "")).join(parts)
    return f"https://www.{host}{rng.choice(('', '', '-sante', '-france'))}.{rng.choice(('fr', 'fr', 'com', 'org'))}/"


def _rnsr(rng: random.Random) -> str:
    return f"{rng.randint(1980, 2023)}{rng.randint(10_000, 29_999)}{rng.choice('ABCDEFGHJKLMNPRSTUVWXYZ')}"


def _ror(rng: random.Random) -> str:
    return "https://ror.org/0" + "".join(rng.choice("0123456789abcdefghjkmnpqrstvwxyz") for _ in range(8))


def _like(head: Entity, key: int, seed: int, rng: random.Random, **changes: object) -> Entity:
    """A new organisation of the head's kind with identifiers of its own."""
    other = _entity(key, seed, rng)
    own = {name: getattr(other, name) for name in ("siren", "siret", "website")}
    where = changes.get("place", head.place)
    own["finess"] = f"{where.postcode[:2]}0{rng.randint(0, 999_999):06}" if head.finess else ""
    own["rnsr"] = _rnsr(rng) if head.rnsr else ""
    own["ror"] = _ror(rng) if head.ror else ""
    return replace(head, key=key, other_names=(), **{**own, **changes})


def _sites(head: Entity, seed: int, rng: random.Random) -> Iterator[Entity]:
    """A group and its sites: one SIREN, one website, the head's name in the names of all."""
    yield replace(head, family="sites", group=head.name)
    for number in range(1, rng.randint(2, 7)):
        where = head.place if rng.random() < 0.45 else place(rng)
        called = rng.choice(SAINTS).format(rng.choice(FIRST_NAMES))
        if where is not head.place and rng.random() < 0.6:
            called = where.city.upper()
        site = rng.choice(SITES).format(called)
        yield _like(
            head,
            head.key + number,
            seed,
            rng,
            name=rng.choice((f"{head.name} - {site}", f"{head.name} {site}", f"{site} {head.acronym or head.name}")),
            acronym="",
            place=where,
            website=head.website,
            siren=head.siren,
            siret=f"{head.siren}{rng.randint(1, 99_999):05}",
            family="sites",
            group=head.name,
        )


def _labs(head: Entity, seed: int, rng: random.Random) -> Iterator[Entity]:
    """Labs of one university: one address and parents, names that share their frame."""
    frame = rng.choice(("LABORATOIRE DE {}", "Institut de {}", "Centre de recherche en {}", "Équipe {}", "Unité de {}"))
    parents = head.parents or (f"Université de {head.place.city}",)
    field = [word for word in words(head.name) if len(word) > 4] or ["sciences"]
    for number in range(rng.randint(3, 8)):
        named = frame.format(f"{rng.choice(field)} {new_word(int(200 * rng.paretovariate(0.5)) % 5_000_000)}")
        if rng.random() < 0.4:
            named += f" et {rng.choice(field)}"
        lab = _like(head, head.key + number, seed, rng, name=named, acronym=_acronym(named), parents=parents)
        yield replace(
            lab,
            kind="lab",
            label=f"{rng.choice(('UMR', 'EA', 'U', 'UR'))} {rng.randint(100, 9999)}",
            rnsr=_rnsr(rng),
            website=head.website if rng.random() < 0.5 else lab.website,
            family="labs",
            key=head.key + number,
        )


def _homonyms(head: Entity, seed: int, rng: random.Random) -> Iterator[Entity]:
    """The same name in other cities: mostly one that is given often."""
    name = head.name
    if rng.random() < 0.85:
        name = (
            f"{rng.choice(('CLINIQUE', 'PHARMACIE', 'CENTRE MEDICAL', 'HOPITAL', 'CABINET', 'INSTITUT'))} "
            + rng.choice(SAINTS).format(rng.choice(FIRST_NAMES))
        )
    head = replace(head, name=name, other_names=(), acronym="", label="", family="homonyms")
    yield head
    for number in range(1, rng.randint(2, 6)):
        yield _like(head, head.key + number, seed, rng, place=place(rng))


def _tenants(head: Entity, seed: int, rng: random.Random) -> Iterator[Entity]:
    """Start-ups of one incubator: one place and, for some, its website."""
    yield replace(head, family="tenants")
    for number in range(1, rng.randint(3, 9)):
        other = _entity(head.key + number, seed, random.Random(f"tenant {seed} {head.key} {number}"))
        website = head.website if rng.random() < 0.2 else other.website
        yield replace(other, place=head.place, website=website, family="tenants")


FAMILY = {"sites": _sites, "labs": _labs, "homonyms": _homonyms, "tenants": _tenants}
