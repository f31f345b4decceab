"""The whole way, from an empty call to a published cohort, walked in both languages by everyone on it."""

import pytest

from parvis.base.accounts.enums import Role
from tests.factories.accounts import UserFactory, account_with
from tests.factories.campus import CampusFactory
from tests.factories.reference import CommuneFactory, ThemeFactory
from tests.journeys.selection import applicants, jury, readers, team
from tests.journeys.selection.walker import Walker

pytestmark = pytest.mark.browser
ADA, CLEO = "ada@example.org", "cleo@example.org"
RITA, RENE = "rita@wards.example", "rene@lab.example"
CHOSEN, REFUSED = "Lits libres", "Soins simples"


class Way:
    """Who walks, and where they are: each stage leaves here what the next ones need."""

    def __init__(self, visit, language):
        self._visit, self.language = visit, language
        self.director = self.enters(account_with(Role.ADMINISTRATOR, language=language))
        self.programme = self.enters(account_with(Role.PROGRAMME, language=language))
        self.outsider = self.enters(UserFactory())

    def enters(self, user=None, *, language=None, **options):
        """The window of somebody; of nobody in particular without an account."""
        language = language or self.language
        visitor = self._visit(user, language=language, **options)
        return Walker(visitor, language, has_scripts=options.get("javascript", True))

    def joins(self, email, **options):
        """The window of somebody who has an account with this address."""
        return self.enters(UserFactory(email=email, language=self.language), **options)


@pytest.fixture(params=["fr", "en"])
def way(visit, transactional_db, mailoutbox, request):
    """The campus before anything was called for, and those who are there already."""
    CampusFactory()
    ThemeFactory()
    CommuneFactory(code="69123", name="Lyon", postcodes="69003")
    return Way(visit, request.param)


def call_for_applications(way):
    """The team makes a call; nobody else knows of it before it opens."""
    way.call = team.create_call(way.director)
    way.public = f"/calls/{way.call.split('/')[-2]}/"
    team.write_texts(way.director, way.call)
    team.build_form(way.programme, way.call)
    way.outsider.finds_nothing_at(way.call, f"{way.call}applications/", way.public)
    team.frame_and_open(way.programme, way.call)
    assert way.programme.address_of("As everyone sees it") == way.public
    way.outsider.go(way.public).finds(team.TITLE[way.language]).looks_well()
    way.outsider.finds_nothing_at(way.call, f"{way.call}applications/")


def apply(way):
    """Two organisations apply: two people write one application, somebody without scripts the other."""
    way.founder = way.enters()
    applicants.open_account(way.founder, way.public, "Ada Founder", ADA)
    chosen = applicants.enter_organisation(way.founder, CHOSEN)
    applicants.write(way.founder, CHOSEN)
    way.colleague = way.joins("bob@example.org")
    way.colleague.finds_nothing_at(f"/applications/{chosen}/")
    way.colleague.go(applicants.invite(way.founder, chosen, "bob@example.org")).looks_well()
    way.colleague.press("Accept the invitation")
    applicants.meet_in_one_field(way.founder, way.colleague, chosen)
    applicants.submit(way.founder, chosen, ADA)
    way.plain = way.joins(CLEO, javascript=False)
    refused = applicants.apply_without_scripts(way.plain, way.public, REFUSED, CLEO)
    way.references = (chosen, refused)
    page = f"/applications/{chosen}/"
    for stranger in (way.outsider, way.plain):
        stranger.finds_nothing_at(page, f"{page}application/", f"{page}submit/", f"{page}versions/1/receipt/")


def review(way):
    """Reviewers are invited, say with whom they are tied, get what the solver proposes, mark it and talk about it."""
    team.admit(way.programme, way.call, way.references)
    way.board = board = readers.open_panel(way.programme, way.call, [RITA, RENE])
    rita, rene = way.joins(RITA, width=390), way.joins(RENE, width=390)
    mine = board.replace("/campus/panels/", "/reviews/")
    rita.finds_nothing_at(mine)
    readers.accept_by_link(rita, RITA)
    readers.accept_by_link(rene, RENE)
    readers.move(way.programme, board, "Ask for conflicts and wishes")
    readers.declare(rita, gladly=CHOSEN)
    readers.declare(rene, gladly=CHOSEN, tied_with=REFUSED)
    readers.assign(way.programme, board)
    readers.move(way.programme, board, "Begin the reviews")
    readers.review(rita, 3, CHOSEN)
    readers.review(rita, 3, REFUSED, is_asked=True)
    readers.review(rene, 4, CHOSEN)
    for stranger in (way.outsider, way.founder):
        stranger.finds_nothing_at(board, f"{board}assignment/", f"{board}scores/", mine)
    readers.discuss(rita, rene, (way.programme, board), CHOSEN)
    readers.look_at_scores(way.programme, board, [CHOSEN, REFUSED])
    rita.finds_nothing_at(board, f"{board}conflicts/", f"{board}scores/")
    readers.move(way.programme, board, "Close the panel")
    way.reviewer = rita


def decide(way):
    """The jury hears and decides; two at once cannot both win; letters leave together."""
    accounts = [account_with(name=name, language=way.language) for name in ("Jo Juror", "Jane Second")]
    page = jury.set_jury_up(way.programme, way.call)
    for account in accounts:
        jury.seat_juror(way.programme, page, account)
    first, second = (way.enters(account) for account in accounts)
    jury.hear(way.programme, page, ADA)
    jury.decide_at_once(first, second, CHOSEN, accounts[0].display_name)
    jury.decide(jury.open_in_jury(first, REFUSED), "reject", reason="Too early.", comment="Come back with a pilot.")
    for stranger in (way.outsider, way.reviewer, way.founder):
        stranger.finds_nothing_at(page, f"{page}agenda/", f"{page}outbox/")
    first.finds_nothing_at(f"{page}outbox/", f"{page}settings/", way.call)
    for applicant in (way.founder, way.plain):
        applicant.go("/applications/").lacks("Too early.").lacks("Come back with a pilot.")
    jury.send_letters(way.programme, page, CHOSEN, "We look forward to you.")


def answer_and_publish(way):
    """The start-up takes its place, the other one reads why not, and everybody sees the cohort once it is published."""
    applicants.confirm(way.founder, ADA, "We look forward to you.")
    applicants.read_refusal(way.plain, CLEO, [readers.PUBLIC, "Come back with a pilot."])
    way.colleague.go(f"/applications/{way.references[0]}/").looks_well().follow("Read the decision")
    way.colleague.reads("Your place is confirmed").looks_well()
    cohort = team.make_cohort(way.director)
    way.outsider.finds_nothing_at(cohort, "/campus/cohorts/")
    way.director.press("Publish")
    for language in ("fr", "en"):
        everyone = way.enters(language=language).go("/cohorts/").follow(team.COHORT[language], raw=True).looks_well()
        everyone.finds(CHOSEN).lacks(REFUSED)
        assert everyone.path() == cohort


def test_from_an_empty_call_to_a_published_cohort(way):
    call_for_applications(way)
    apply(way)
    review(way)
    decide(way)
    answer_and_publish(way)
