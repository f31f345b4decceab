"""The whole way, from an empty call to a published cohort, walked in both languages by everyone on it."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.domain.calls.models import Call
from tests.factories.accounts import UserFactory, account_with
from tests.factories.campus import CampusFactory
from tests.factories.reference import CommuneFactory, ThemeFactory
from tests.journeys.selection import applicants, readers, team
from tests.journeys.selection.walker import Walker

pytestmark = pytest.mark.browser


@pytest.fixture
def walk(visit, transactional_db):
    """A function that opens the window of somebody on the way."""
    CampusFactory()
    ThemeFactory()
    CommuneFactory(code="69123", name="Lyon", postcodes="69003")

    def opened(user, language, **options):
        return Walker(visit(user, language=language, **options), language, has_scripts=options.get("javascript", True))

    return opened


def decide_and_publish(walk, language, director, programme, path, references, people):
    """From submitted applications to the public page of a cohort; `people` are the applicants, the accepted one first."""
    accepted, refused = people
    team.admit(programme, path, references)
    reviewers = {"rita@example.org": "", "rene@example.org": "Soins simples"}
    board = readers.open_panel(programme, path, list(reviewers))
    phones = {}
    for email in reviewers:
        phones[email] = walk(UserFactory(email=email, language=language), language, width=390)
        readers.accept_by_link(phones[email], email)
    readers.move(programme, board, "Ask for conflicts and wishes")
    for email, tied_with in reviewers.items():
        readers.declare(phones[email], tied_with)
    readers.assign(programme, board)
    readers.move(programme, board, "Begin the reviews")
    readers.review(phones["rita@example.org"], 3, count=2)
    readers.review(phones["rene@example.org"], 4, count=1)
    readers.look_at_scores(programme, board, ["Lits libres", "Soins simples"])
    readers.move(programme, board, "Close the panel")

    juror = account_with(name="Jo Juror", email="jo@example.org", language=language)
    jury = readers.set_jury_up(programme, path, juror)
    seat = walk(juror, language)
    readers.decide(seat, "Lits libres", "accept", reason="The best of all.")
    readers.decide(seat, "Soins simples", "reject", reason="Too early.", comment="Come back with a pilot.")
    readers.send_letters(programme, jury, "Lits libres", "We look forward to you.")
    applicants.confirm(accepted, "ada@example.org", "We look forward to you.")
    applicants.read_refusal(refused, "cleo@example.org", [readers.PUBLIC, "Come back with a pilot."])
    cohort = team.publish_cohort(director)
    for code in ("fr", "en"):
        everyone = walk(None, code).go(cohort).looks_well()
        everyone.finds(team.COHORT[code]).finds("Lits libres").lacks("Soins simples")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_an_empty_call_to_a_published_cohort(walk, language, mailoutbox):
    director = walk(account_with(Role.ADMINISTRATOR, language=language), language)
    programme = walk(account_with(Role.PROGRAMME, language=language), language)
    path = team.create_call(director)
    team.write_texts(director, path)
    team.build_form(programme, path)
    team.frame_and_open(programme, path)
    public = programme.main.get_by_role("link", name=programme.said("As everyone sees it")).get_attribute("href")

    founder = walk(None, language)
    applicants.open_account(founder, public, "Ada Founder", "ada@example.org")
    reference = applicants.enter_organisation(founder, "Lits libres")
    applicants.write(founder, "Lits libres")
    colleague = walk(UserFactory(email="bob@example.org", language=language), language)
    colleague.go(applicants.invite(founder, reference, "bob@example.org")).looks_well().press("Accept the invitation")
    applicants.meet_in_one_field(founder, colleague, reference)
    outsider = walk(UserFactory(), language)
    page = f"/applications/{reference}/"
    assert [outsider.status_of(path) for path in (page, f"{page}application/", f"{page}submit/")] == [404, 404, 404]
    applicants.submit(founder, reference, "ada@example.org")
    plain = walk(UserFactory(email="cleo@example.org", language=language), language, javascript=False)
    other = applicants.apply_without_scripts(plain, public, "Soins simples", "cleo@example.org")

    decide_and_publish(walk, language, director, programme, path, [reference, other], [founder, plain])
