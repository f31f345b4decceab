"""Random families of organisations with rows in every table that points to them, and the whole database as a value."""

import datetime as dt

from django.apps import apps
from hypothesis import strategies as st

from parvis.domain.campus.models import FoundingMember
from parvis.domain.directory.models import Organisation
from parvis.domain.linking.selectors.rows import NOT_COMPARED, plain
from parvis.domain.linking.tables import columns_of
from parvis.domain.registers.facts import Facts, NameFact, ParentFact, digest_of, dumped
from parvis.domain.sources.models import SourceRecord
from parvis.domain.sources.services.remaking import remake_organisations
from parvis.domain.sources.services.weighing import weigh_again
from tests.factories import directory as make
from tests.factories.accounts import UserFactory
from tests.factories.reference import ThemeFactory

NOT_DATA = {"activity", "search", "jobs", "linking", "sessions"}
"""Apps whose rows tell of acts, or follow from the others."""

DAY = dt.date(2024, 5, 17)
FIELDS = ("name", "kind", "description_fr", "website", "address", "position", "themes", "founded_year")


@st.composite
def records(draw):
    """What one register says of an organisation; parents are named by numbers that several may carry."""
    numbers = st.sampled_from([("grid", "grid.1.a"), ("wikidata", "Q1"), ("siren", "552100554"), ("label", "UMR 1")])
    return {
        "source": draw(st.sampled_from(["ror", "rnsr", "ilab"])),
        "name": draw(st.sampled_from(["X", "Y", "Institut Z"])),
        "names": draw(st.sets(st.sampled_from("XYZ"), max_size=2)),
        "identifiers": draw(st.sets(numbers, max_size=2)),
        "parents": draw(st.sets(numbers.filter(lambda number: number[0] != "label"), max_size=2)),
        "website": draw(st.sampled_from(["", "https://register.example.org"])),
        "themes": draw(st.sets(st.integers(0, 2), max_size=2)),
        "is_health": draw(st.booleans()),
    }


@st.composite
def organisations(draw):
    """What one organisation of a family has; small pools, so that two have the same often."""
    return {
        "names": draw(st.sets(st.sampled_from([(t, k) for t in "XYZ" for k in ("alias", "acronym")]), max_size=4)),
        "by_people": draw(st.sets(st.sampled_from(FIELDS), max_size=4)),
        "removed": draw(st.sets(st.sampled_from(["alias:X", "alias:Y", "alias:W"]), max_size=2)),
        "numbers": draw(st.sets(st.sampled_from([("label", "UMR 1"), ("siren", "552100554"), ("vat", "FR1")]))),
        "links": draw(st.sets(st.sampled_from("abc"), max_size=3)),
        "themes": draw(st.sets(st.integers(0, 2), max_size=3)),
        "members": draw(st.lists(st.integers(0, 2), max_size=3)),
        "accesses": draw(st.dictionaries(st.integers(0, 2), st.sampled_from(["owner", "editor", "reader"]))),
        "claims": draw(st.sets(st.tuples(st.integers(0, 2), st.sampled_from(["pending", "refused"])))),
        "requests": draw(st.integers(0, 2)),
        "is_founding": draw(st.booleans()),
        "is_described": draw(st.booleans()),
        "source": draw(st.sampled_from(["human", "campus"])),
        "records": draw(st.lists(records(), max_size=2, unique_by=lambda said: said["source"])),
    }


@st.composite
def families(draw):
    """Two to four organisations and the ties between them and two outsiders (the last two places)."""
    members = draw(st.lists(organisations(), min_size=2, max_size=4))
    places = st.integers(0, len(members) + 1)
    kinds = st.sampled_from(["part", "supervision"])
    ties = draw(st.lists(st.tuples(places, places, kinds), max_size=8, unique_by=lambda tie: frozenset(tie[:2])))
    return members, [tie for tie in ties if tie[0] < tie[1]]


def build(family):
    """Make the family; returns its organisations, without the outsiders."""
    members, ties = family
    users, themes = [UserFactory() for _ in range(3)], [ThemeFactory(code=f"theme-{place}") for place in range(3)]
    people = [make.PersonFactory() for _ in range(3)]
    made = [one(number, member, users, themes, people) for number, member in enumerate(members)]
    everyone = [*made, make.OrganisationFactory(), make.OrganisationFactory()]
    for child, parent, kind in ties:
        make.RelationFactory(child=everyone[child], parent=everyone[parent], kind=kind)
    settle(everyone)
    return made


def settle(family):
    """Make everyone from their records until nothing changes any more, as imports would."""
    described = SourceRecord.objects.filter(organisation__in=family).values_list("organisation_id", flat=True)
    for _ in range(5):
        changed = [remake_organisations([pk]).changed for pk in sorted(set(described))]
        if not any(changed):
            break
    weigh_again(organisation.pk for organisation in family)


def one(number, member, users, themes, people):
    """One organisation with its rows."""
    said = {"source": member["source"], "on": DAY.isoformat()}
    provenance = {name: {"source": "human", "by": users[0].pk} for name in member["by_people"]} | (
        {"removed": {"names": sorted(member["removed"])}} if member["removed"] else {}
    )
    organisation = make.OrganisationFactory(
        themes=[themes[place] for place in member["themes"]],
        provenance=provenance,
        founded_year=1990 + number if "founded_year" in member["by_people"] else None,
        description_fr=f"Texte {number}" if member["is_described"] else "",
        website=f"https://{number}.example.org" if member["is_described"] else "",
        city="Lyon" if number % 2 else "",
        latitude=45.7 if "position" in member["by_people"] else None,
        longitude=4.8 if "position" in member["by_people"] else None,
        sources=[member["source"]],
        weight=number / 10,
    )
    hang_on(organisation, member, users, people, said)
    return organisation


def hang_on(organisation, member, users, people, said):
    """The rows of other tables."""
    for text, kind in sorted(member["names"]):
        make.NameFactory(organisation=organisation, text=text, kind=kind, source=said["source"])
    for scheme, value in sorted(member["numbers"]):
        make.IdentifierFactory(organisation=organisation, scheme=scheme, value=value)
    for letter in sorted(member["links"]):
        make.LinkFactory(organisation=organisation, url=f"https://example.org/{letter}", source=said["source"])
    for place in member["members"]:
        make.MembershipFactory(organisation=organisation, person=people[place])
    for place, level in member["accesses"].items():
        make.AccessFactory(organisation=organisation, user=users[place], level=level, granted_by=users[0])
    for place, state in sorted(member["claims"]):
        make.ClaimFactory(organisation=organisation, asked_by=users[place], state=state, message="Moi")
    for _ in range(member["requests"]):
        make.CorrectionFactory(organisation=organisation, asked_by=users[1], changes={"city": {"new": "Lyon"}})
        make.InvitationFactory(organisation=organisation, expires_at=dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
    if member["is_founding"]:
        FoundingMember.objects.create(organisation=organisation)
    for record in member["records"]:
        said = facts(record, f"{organisation.pk}").to_json()
        SourceRecord.objects.create(
            source=record["source"],
            source_key=f"{organisation.pk}",
            facts=said,
            digest=digest_of(dumped(said)),
            source_on=DAY,
            organisation=organisation,
            has_unresolved=bool(record["parents"]),
        )


def facts(record, key):
    """The record in the common form."""
    return Facts(
        key=key,
        name=record["name"],
        kind="lab",
        scope="entity",
        names=tuple(NameFact(text, "alias") for text in sorted(record["names"])),
        identifiers=tuple(sorted(record["identifiers"])),
        parents=tuple(ParentFact("part", (number,)) for number in sorted(record["parents"])),
        website=record["website"],
        themes=tuple(f"theme-{place}" for place in sorted(record["themes"])),
        is_health=record["is_health"],
    )


def everything():
    """Every row of every table that holds data, as one value."""
    return {
        model._meta.label_lower: rows_of(model)
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("parvis.") and model._meta.app_label not in NOT_DATA
    }


def rows_of(model):
    """The rows of a table by their key."""
    fields = [f for f in columns_of(model) if not (model is Organisation and f.name in NOT_COMPARED)]
    names = [field.attname for field in fields]
    rows = model._base_manager.order_by("pk").values_list("pk", *names)
    return {pk: dict(zip(names, map(plain, values), strict=True)) for pk, *values in rows}
