"""From a need to a joint project: walked by a start-up, a hospital, the community manager and an outsider."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.domain.directory.enums import AccessLevel, Visibility
from parvis.domain.introductions.models import Introduction
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.needs.models import Notice
from tests.factories.accounts import UserFactory, account_with
from tests.factories.campus import CampusFactory
from tests.factories.directory import AccessFactory, MembershipFactory, OrganisationFactory, PersonFactory
from tests.factories.reference import ThemeFactory
from tests.journeys.selection.walker import Walker, link_to, mails_to

pytestmark = pytest.mark.browser
TITLE, TEXT = "A cardiology ward for eighty patients", "Our patch is ready; we look for a ward that follows patients."
ROSE, GAELLE = "rose@tilleuls.example", "gaelle@cardioline.example"
PROJECT = "Heart at home"


@pytest.fixture
def enters(visit, transactional_db, mailoutbox):
    """The window of somebody, in one language."""
    CampusFactory()
    ThemeFactory()

    def entered(language, user=None, **options):
        return Walker(visit(user, language=language, **options), language)

    return entered


def owner(organisation, name, email, language):
    """Somebody who owns the page of an organisation and is shown there, with contact details of their own."""
    user = UserFactory(name=name, email=email, language=language)
    AccessFactory(user=user, organisation=organisation, level=AccessLevel.OWNER)
    person = PersonFactory(name=name, account=user, email=email, contact_visibility=Visibility.TEAM)
    MembershipFactory(person=person, organisation=organisation)
    return user


def write_need(startup):
    """Say what is looked for, read it once more, and publish it."""
    startup.go("/my/needs/new/?side=need").looks_well()
    startup.main.locator("select[name=kind], input[name=kind]").first.wait_for()
    choose(startup, "kind", "clinical_site")
    choose(startup, "language", "en")
    startup.fill(title=TITLE, text=TEXT).press("Save and read it once more").finds(TEXT).looks_well()
    return startup.path()


def choose(walker, name, value):
    """Choose one value, whatever stands there to choose with."""
    field = walker.main.locator(f"[name='{name}']").first
    if field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(value)
    else:
        walker.main.locator(f"[name='{name}'][value='{value}']").check()


def ask_both(community, need, first, second):
    """The community manager proposes the two to each other, after a look at what each gets."""
    community.go(f"/introductions/propose/?first={first.slug}&second={second.slug}&need={need.slug}").looks_well()
    community.finds(TITLE).press("See what each side gets").looks_well().press("Ask both").looks_well()
    return Introduction.objects.get()


def agree_by_mail(walker, email, *, unseen):
    """One click answers from the mail; what a scanner opens decides nothing, and shows no contact of the other one."""
    link = link_to(email, "/introductions/reply/")
    walker.go(link).looks_well().lacks(unseen)
    walker.press("Yes, we want to meet").looks_well()


def say_outcome(walker, page, outcome):
    """Say what came of it on the page of the introduction."""
    walker.go(page)
    choose(walker, "outcome", outcome)
    walker.press("Say it").looks_well()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_need_becomes_a_joint_project(enters, language):
    cardioline, tilleuls = OrganisationFactory(name="Cardioline"), OrganisationFactory(name="Tilleuls", kind="hospital")
    startup = enters(language, owner(cardioline, "Gaëlle", GAELLE, language))
    hospital = enters(language, owner(tilleuls, "Rose", ROSE, language), width=390, height=800)
    community = enters(language, account_with(Role.COMMUNITY, language=language))
    outsider = enters(language)
    stranger = enters(language, UserFactory(language=language))

    page = write_need(startup)
    for walker in (outsider, stranger, hospital):
        walker.finds_nothing_at(page)
    startup.press("Publish").looks_well()
    for walker in (outsider, stranger):
        walker.finds_nothing_at(page)
    hospital.go("/needs/").finds(TITLE).looks_well().follow(TITLE, raw=True).finds(TEXT).looks_well().lacks(GAELLE)

    introduction = ask_both(community, Notice.objects.get(), cardioline, tilleuls)
    meeting = f"/introductions/{introduction.pk}/"
    outsider.go(meeting)
    stranger.finds_nothing_at(meeting)
    agree_by_mail(startup, GAELLE, unseen=ROSE)
    assert not any(ROSE in text for text in mails_to(GAELLE)), "contacts show only once both agree"
    startup.go(meeting).lacks(ROSE)
    agree_by_mail(hospital, ROSE, unseen=GAELLE)
    assert any(ROSE in text for text in mails_to(GAELLE))
    startup.go(meeting).finds(ROSE).looks_well()
    hospital.go(meeting).finds(GAELLE).looks_well()
    community.go("/introductions/all/").finds("Tilleuls").looks_well()

    startup.press("We have met").looks_well()
    say_outcome(hospital, meeting, "project")
    startup.go(meeting).click(f"a[href$='{meeting}project/']").looks_well()
    startup.fill(title_en=PROJECT, title_fr=PROJECT).press("Put it on record").looks_well()
    say_outcome(startup, meeting, "project")

    project = JointProject.objects.get()
    address = f"/joint-projects/{project.slug}/"
    for walker in (outsider, stranger):
        walker.finds_nothing_at(address)
    hospital.go(address).finds("Cardioline").looks_well()
    open_to_everyone(startup, address)
    for walker, partner in ((startup, cardioline), (hospital, tilleuls)):
        outsider.finds_nothing_at(address)
        agree_to_publish(walker, address, partner)
    outsider.go(address).finds(PROJECT).looks_well()
    outsider.go(f"/organisations/{tilleuls.slug}/").finds(PROJECT).looks_well()


def open_to_everyone(walker, address):
    """Wish that everyone may read of the project."""
    walker.go(f"{address}edit/").looks_well()
    choose(walker, "readers", "everyone")
    walker.press("Save").looks_well()


def agree_to_publish(walker, address, partner):
    """A partner gives its word, after a look at what everyone would read."""
    walker.go(address).click(f"a[href*='/consent/']:has-text('{partner.name}')").looks_well()
    walker.press("We agree").looks_well()
