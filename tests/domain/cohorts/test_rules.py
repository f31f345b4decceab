"""Who sets juries up, decides, answers, and prepares cohorts: role by role."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile

from parvis.base.accounts.enums import Role
from parvis.base.files.services.store import store_file
from parvis.base.forms.models import Question
from parvis.core import clock
from parvis.domain.calls.enums import Right
from parvis.domain.calls.models import Application
from parvis.domain.cohorts import rules
from parvis.domain.cohorts.enums import LETTER_PURPOSE, CohortState, DecisionState, LetterState, Outcome, Tie
from parvis.domain.cohorts.standing import Interest, interests_of
from parvis.domain.directory.enums import AccessLevel
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import CallFactory, CallManagerFactory, CollaboratorFactory, RoundFactory, SponsorshipFactory
from tests.factories.cohorts import (
    CohortFactory,
    DecisionFactory,
    JurorFactory,
    JuryFactory,
    LetterFactory,
    before,
)
from tests.factories.directory import AccessFactory, MembershipFactory, OrganisationFactory, PersonFactory
from tests.factories.forms import sheet_with, small_form

pytestmark = pytest.mark.django_db

ACTORS = {
    "anonymous": (False, False, False, False),
    "visitor": (False, False, False, False),
    "community": (False, False, False, False),
    "reader": (False, True, False, False),
    "juror": (False, True, True, False),
    "manager": (True, True, True, True),
    "other manager": (False, False, False, False),
    "programme": (True, True, True, True),
    "administrator": (True, True, True, True),
}
"""Who may: manage the jury, see it, decide, make its cohort."""


def pdf():
    """The file of a letter."""
    content = ContentFile(b"%PDF-1.7 nothing", "letter.pdf")
    return store_file(actor=None, upload=content, purpose=LETTER_PURPOSE)


@pytest.fixture
def jury():
    """The jury of a partner's programme."""
    organiser = OrganisationFactory()
    return JuryFactory(round=RoundFactory(call=CallFactory(organiser=organiser)))


def actor(name, jury):
    """An account in this role."""
    made = {
        "anonymous": AnonymousUser,
        "visitor": UserFactory,
        "community": lambda: account_with(Role.COMMUNITY),
        "programme": lambda: account_with(Role.PROGRAMME),
        "administrator": lambda: account_with(Role.ADMINISTRATOR),
        "reader": lambda: JurorFactory(jury=jury, can_decide=False).user,
        "juror": lambda: JurorFactory(jury=jury).user,
        "manager": lambda: CallManagerFactory(call=jury.round.call).user,
        "other manager": lambda: CallManagerFactory().user,
    }
    return made[name]()


@pytest.mark.parametrize("name", ACTORS)
def test_who_manages_sees_and_decides(name, jury):
    who, application = actor(name, jury), before(jury)
    manages, sees, decides, prepares = ACTORS[name]
    assert rules.can_set_up_jury(who, jury.round.call) is manages
    assert rules.can_manage_jury(who, jury) is manages
    assert rules.can_see_jury(who, jury) is sees
    assert rules.can_see_some_jury(who) is (sees or name == "other manager")
    assert rules.can_decide(who, jury) is decides
    assert rules.can_decide_application(who, jury, application) is decides
    cohort = CohortFactory(round=jury.round)
    assert rules.can_manage_cohort(who, cohort) is prepares
    assert rules.can_see_cohort(who, cohort) is prepares


def test_nobody_decides_on_a_closed_jury(jury):
    who = JurorFactory(jury=jury).user
    jury.closed_at = clock.now()
    assert not rules.can_decide(who, jury)
    assert not rules.can_decide(account_with(Role.PROGRAMME), jury)


def test_everyone_sees_a_published_cohort_and_hand_made_drafts_are_for_programme_managers():
    assert rules.can_see_cohort(AnonymousUser(), CohortFactory(state=CohortState.PUBLISHED))
    draft = CohortFactory()
    assert rules.can_manage_cohort(account_with(Role.PROGRAMME), draft)
    assert not rules.can_manage_cohort(CallManagerFactory().user, draft)


def test_juror_is_tied_by_their_organisation_and_by_what_it_sponsors(jury):
    applies, sponsored, free, written = (before(jury) for _n in range(4))
    founder = OrganisationFactory(name="Founder")
    SponsorshipFactory(application=sponsored, sponsor=founder)
    juror = JurorFactory(jury=jury, organisation=founder)
    AccessFactory(organisation=applies.organisation, user=juror.user, level=AccessLevel.READER)
    CollaboratorFactory(application=written, user=juror.user)
    found = interests_of(juror.user, jury, [applies.pk, sponsored.pk, free.pk, written.pk])
    assert dict(found) == {
        applies.pk: [Interest(Tie.APPLIES, applies.organisation.name)],
        sponsored.pk: [Interest(Tie.SPONSORS, "Founder")],
        written.pk: [Interest(Tie.WRITES)],
    }
    assert not rules.can_decide_application(juror.user, jury, sponsored)
    assert rules.can_decide_application(juror.user, jury, free)


def test_membership_ties_as_long_as_it_lasts(jury):
    application, user = before(jury), JurorFactory(jury=jury).user
    membership = MembershipFactory(person=PersonFactory(account=user), organisation=application.organisation)
    assert interests_of(user, jury, [application.pk])[application.pk]
    membership.ends_on = clock.today() - dt.timedelta(days=1)
    membership.save()
    assert not interests_of(user, jury, [application.pk])[application.pk]


def test_nobody_in_particular_is_tied_to_nothing(jury):
    assert not interests_of(AnonymousUser(), jury, [before(jury).pk])


def test_who_reads_a_decision_and_who_answers_it(jury):
    decision = DecisionFactory(jury=jury, state=DecisionState.NOTIFIED)
    application = decision.application
    submits = CollaboratorFactory(application=application, right=Right.SUBMIT).user
    edits = CollaboratorFactory(application=application, right=Right.EDIT).user
    outsider, manager = UserFactory(), CallManagerFactory(call=jury.round.call).user
    may = {application.created_by: (True, True), submits: (True, True), edits: (True, False)}
    may |= {outsider: (False, False), manager: (False, True), AnonymousUser(): (False, False)}
    for who, (reads, answers) in may.items():
        assert (rules.can_read_decision(who, decision), rules.can_answer(who, decision)) == (reads, answers)


def test_applicant_reads_nothing_before_the_letter(jury):
    decision = DecisionFactory(jury=jury)
    assert not rules.can_read_decision(decision.application.created_by, decision)


def test_who_reads_the_file_of_a_letter(jury):
    letter = LetterFactory(decision=DecisionFactory(jury=jury, state=DecisionState.NOTIFIED, outcome=Outcome.REJECT))
    letter.file = pdf()
    letter.save()
    applicant = letter.decision.application.created_by
    manager = CallManagerFactory(call=jury.round.call).user
    assert not rules.can_read_letter_file(applicant, letter.file)
    letter.state = LetterState.SENT
    letter.save()
    assert rules.can_read_letter_file(applicant, letter.file)
    assert rules.can_read_letter_file(manager, letter.file)
    assert not rules.can_read_letter_file(UserFactory(), letter.file)
    assert not rules.can_read_letter_file(manager, pdf())


def test_jurors_read_the_files_of_what_is_before_their_jury_alone(jury):
    sheet = sheet_with(small_form(), {})
    questions = {question.key: question for question in Question.objects.filter(version=sheet.version)}
    application = before(jury, sheet=sheet)
    juror, elsewhere = JurorFactory(jury=jury, can_decide=False).user, JurorFactory().user
    readers = [juror, elsewhere, UserFactory(), UserFactory(is_active=False), AnonymousUser()]
    assert [rules.may_read_answer(one, sheet, questions["pitch"]) for one in readers] == [True, *4 * [False]]
    assert not rules.may_read_answer(juror, sheet, questions["budget"])
    Application.objects.filter(pk=application.pk).update(state="submitted")
    assert not rules.may_read_answer(juror, sheet, questions["pitch"])
