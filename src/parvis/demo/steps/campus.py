"""Campus Santé Numérique: its texts, its five founding members, its two sites. The facts are published ones."""

import datetime as dt
from dataclasses import replace

from parvis.demo.context import Context
from parvis.domain.campus.models import Campus, FoundingMember
from parvis.domain.campus.services.campus import CampusValues, edit_campus
from parvis.domain.campus.services.founding import add_founding_member
from parvis.domain.directory.drafts import Changes, NameRow
from parvis.domain.directory.models import Identifier, Organisation
from parvis.domain.directory.provenance import FieldSource
from parvis.domain.directory.services.organisations import create_organisation
from parvis.domain.reference.models import Commune
from parvis.domain.sites.models import Site
from parvis.domain.sites.services.sites import SiteValues, create_site

VALUES = CampusValues(
    name="Campus Santé Numérique",
    tagline_fr="Le lieu où start-up, hôpitaux, laboratoires et opérateurs publics se rencontrent",
    tagline_en="Where start-ups, hospitals, labs and public operators meet",
    about_fr=(
        "Campus Santé Numérique rassemble les acteurs de la santé numérique pour qu’ils travaillent ensemble. Il est"
        " porté par cinq opérateurs publics, sélectionne et héberge des start-up, les accompagne, accueille des"
        " événements et tisse un réseau de partenaires dans chaque territoire.\n\nCeci est une démonstration : le"
        " campus est inventé d’après un modèle réel, les organisations de l’annuaire viennent de données ouvertes, les"
        " start-up signalées comme fictives n’existent pas."
    ),
    about_en=(
        "Campus Santé Numérique brings the actors of digital health together so that they work together. It is carried"
        " by five public operators, selects and houses start-ups, supports them, hosts events and builds a network of"
        " partners in every territory.\n\nThis is a demonstration: the campus is invented after a real model, the"
        " organisations of the directory come from open data, the start-ups marked as fictitious do not exist."
    ),
    legal_fr="Site de démonstration, sans éditeur réel. Remplacez ce texte par vos mentions légales.",
    legal_en="A demonstration without a real publisher. Put your own legal notice here.",
    contact_email="contact@campus.example",
)

FOUNDING = (
    ("02vjkv261", "Recherche biomédicale et en santé", "Biomedical and health research"),
    ("013cjyk83", "Enseignement supérieur et recherche", "Higher education and research"),
    ("02kvxyf05", "Recherche en sciences et technologies du numérique", "Research in digital science and technology"),
    ("", "Cadre commun du numérique en santé", "Common framework of digital health"),
    ("05rxjkq42", "Accès aux données de santé", "Access to health data"),
)
"""ROR numbers; the agency without one is in no register, and was added by hand."""

AGENCY = Changes(
    values={
        "name": "Agence du numérique en santé",
        "kind": "operator",
        "website": "https://esante.gouv.fr",
        "city": "Paris",
        "commune": "75056",
    },
    names=(NameRow("ANS", "acronym"), NameRow("ASIP Santé", "former")),
)
ADDED_ON = dt.date(2026, 11, 1)

SITES = (
    SiteValues(
        name="Site provisoire d’Issy-les-Moulineaux",
        note_fr="Le site où le campus s’est installé d’abord.",
        note_en="The site where the campus settled first.",
        position=1,
    ),
    SiteValues(
        name="Ancien hôpital du Val-de-Grâce",
        opens_on=dt.date(2029, 1, 1),
        note_fr=(
            "Le site définitif, à Paris : ouverture annoncée pour 2028 dans les premières sources, puis pour 2029 ;"
            " le jour n’est pas connu."
        ),
        note_en=(
            "The final site, in Paris: announced for 2028 in the first sources, for 2029 in later ones; the day is not"
            " known."
        ),
        position=2,
    ),
)
COMMUNES = ("92040", "75056")


def build(context: Context) -> None:
    """Name the campus, its founding members and its sites, once."""
    if not Campus.objects.exists():
        edit_campus(actor=None, values=VALUES)
    for ror, note_fr, note_en in FOUNDING:
        organisation = _organisation(ror)
        if not FoundingMember.objects.filter(organisation=organisation).exists():
            add_founding_member(actor=None, organisation=organisation, note_fr=note_fr, note_en=note_en)
    for site, commune in zip(SITES, COMMUNES, strict=True):
        if not Site.objects.filter(name=site.name).exists():
            create_site(actor=None, values=_in(site, commune))
    context.say(f"{VALUES.name}: five founding members, two sites")


def _in(site: SiteValues, code: str) -> SiteValues:
    return replace(site, commune=Commune.objects.get(pk=code))


def _organisation(ror: str) -> Organisation:
    if ror:
        return Identifier.objects.select_related("organisation").get(scheme="ror", value=ror).organisation
    name = AGENCY.values["name"]
    known = Organisation.objects.filter(name=name).first()
    return known or create_organisation(actor=None, changes=AGENCY, source=FieldSource("campus", ADDED_ON))
