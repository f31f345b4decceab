"""A page is public only when every present partner agreed."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from parvis.core import clock
from parvis.core.errors import Conflict, InvalidTransition, NotAllowed
from parvis.domain.joint_projects.enums import Consent, Readers
from parvis.domain.joint_projects.links import CONSENT, NEWS, named_by, news_link
from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.joint_projects.selectors.consent import answerable, public_projects, questions_for
from parvis.domain.joint_projects.services import partners as partner_services
from parvis.domain.joint_projects.services.asking import answer_consent, ask_again, ask_for_consent
from parvis.domain.joint_projects.services.projects import (
    PartnerValues,
    ProjectValues,
    create_joint_project,
    edit_joint_project,
)
from tests.factories.accounts import UserFactory
from tests.factories.directory import MembershipFactory, OrganisationFactory, editor_of, owner_of, reader_of
from tests.support.accounts import links_in

pytestmark = pytest.mark.django_db
EVERYONE = ProjectValues(title_fr="Cœur", title_en="Heart", readers=Readers.EVERYONE)


@pytest.fixture
def asked(owner, doctor, project):
    """The start-up has opened the page; the hospital is asked."""
    return edit_joint_project(actor=owner, project=project, values=EVERYONE)


def consents(project):
    return list(project.partners.order_by("pk").values_list("consent", flat=True))


def token_of(link):
    return link.split("/")[-2]


def test_who_opens_a_page_agrees_for_their_own_and_the_others_are_asked(asked, owner, doctor, outbox):
    assert consents(asked) == [Consent.GIVEN, Consent.OPEN]
    (mail,) = outbox
    assert (mail.to, mail.subject) == ([doctor.email], "May everyone read about “Heart”?")
    named = named_by(CONSENT, token_of(links_in(mail)[0]))
    assert (named.pk, named.user) == (asked.partners.last().pk, doctor)
    assert list(public_projects()) == []


def test_the_page_opens_with_the_last_word_and_closes_with_a_no(asked, doctor):
    partner = asked.partners.last()
    answer_consent(actor=doctor, partner=partner, agrees=True)
    assert list(public_projects()) == [asked]
    partner = answer_consent(actor=doctor, partner=partner, agrees=False)
    assert (partner.consent, partner.consent_by, list(public_projects())) == (Consent.REFUSED, doctor, [])


def test_a_new_partner_reopens_the_question(asked, owner, doctor, outbox):
    answer_consent(actor=doctor, partner=asked.partners.last(), agrees=True)
    third = OrganisationFactory(name="Lab")
    head = owner_of(third, language="fr")
    outbox.clear()
    added = partner_services.add_partner(actor=owner, project=asked, values=PartnerValues(third))
    assert (added.consent, list(public_projects())) == (Consent.OPEN, [])
    assert [(mail.to, mail.subject) for mail in outbox] == [
        ([head.email], "Tout le monde peut-il lire la page de « Cœur » ?")
    ]
    answer_consent(actor=head, partner=added, agrees=True)
    assert list(public_projects()) == [asked]


def test_who_answers(asked, owner, doctor, manager, hospital):
    partner = asked.partners.last()
    for stranger in (owner, manager, UserFactory(), reader_of(hospital)):
        with pytest.raises(NotAllowed):
            answer_consent(actor=stranger, partner=partner, agrees=True)
    assert answer_consent(actor=editor_of(hospital), partner=partner, agrees=True).consent == Consent.GIVEN


def test_the_campus_answers_only_for_who_has_no_account(manager, startup):
    alone = OrganisationFactory()
    project = create_joint_project(actor=manager, values=EVERYONE, partners=[PartnerValues(alone)])
    (partner,) = project.partners.all()
    assert answerable(manager, [partner]) == {partner.pk}
    answer_consent(actor=manager, partner=partner, agrees=True)
    assert list(public_projects()) == [project]
    owner_of(alone)
    assert answerable(manager, [partner]) == answerable(AnonymousUser(), [partner]) == set()


def test_answers_that_come_too_late(asked, doctor):
    partner = asked.partners.last()
    Partner.objects.filter(pk=partner.pk).update(consent=Consent.REFUSED)
    with pytest.raises(Conflict):
        answer_consent(actor=doctor, partner=partner, agrees=True)
    partner.left_on = clock.today()
    with pytest.raises(InvalidTransition):
        answer_consent(actor=doctor, partner=partner, agrees=True)
    assert answerable(doctor, [partner]) == set()


def test_nobody_is_asked_twice_in_a_week(asked, owner, doctor, outbox):
    assert ask_for_consent(asked) == 0
    assert ask_again(actor=owner, project=asked) == 0
    with time_machine.travel(clock.now() + dt.timedelta(days=8)):
        assert ask_again(actor=owner, project=asked) == 1
        assert ask_again(actor=owner, project=asked) == 0
    assert [mail.to for mail in outbox] == [[doctor.email]] * 2
    with pytest.raises(NotAllowed):
        ask_again(actor=UserFactory(), project=asked)


def test_a_page_for_partners_asks_nobody(owner, project, outbox):
    assert ask_for_consent(project) == ask_again(actor=owner, project=project) == 0
    assert list(outbox) == []


def test_answers_stand_when_other_things_change(asked, owner, doctor):
    answer_consent(actor=doctor, partner=asked.partners.last(), agrees=False)
    edit_joint_project(actor=owner, project=asked, values=ProjectValues("Cœur", readers=Readers.PARTNERS))
    edit_joint_project(actor=owner, project=asked, values=EVERYONE)
    assert consents(asked) == [Consent.GIVEN, Consent.REFUSED]


def test_a_project_for_everyone_asks_when_it_is_begun(owner, doctor, startup, hospital, outbox):
    partners = [PartnerValues(startup), PartnerValues(hospital)]
    project = create_joint_project(actor=owner, values=EVERYONE, partners=partners)
    assert consents(project) == [Consent.GIVEN, Consent.OPEN]
    assert [mail.to for mail in outbox] == [[doctor.email]]


def test_partners_are_told_that_they_are_named(owner, doctor, startup, hospital, outbox):
    partners = [PartnerValues(startup), PartnerValues(hospital)]
    create_joint_project(actor=owner, values=ProjectValues("Cœur"), partners=partners)
    assert [(mail.to, mail.subject) for mail in outbox] == [([doctor.email], "Hospital is named as a partner: Cœur")]


def test_the_contact_is_written_to_where_that_account_writes(asked, owner, doctor, hospital, outbox):
    nurse = editor_of(hospital)
    person = MembershipFactory(organisation=hospital, person__account=nurse).person
    asked.partners.filter(organisation=hospital).update(person=person, consent_asked_at=None)
    outbox.clear()
    ask_for_consent(asked)
    assert [mail.to for mail in outbox] == [[nurse.email]]


def test_a_closed_organisation_is_reached_by_its_owners_only(asked, doctor, hospital, outbox):
    editor_of(hospital)
    hospital.accesses.exclude(level="editor").delete()
    hospital.status = "closed"
    hospital.save()
    asked.partners.update(consent_asked_at=None)
    outbox.clear()
    assert ask_for_consent(asked) == 1
    assert list(outbox) == []


def test_questions_wait_for_those_who_write(asked, owner, doctor):
    assert [one.organisation.name for one in questions_for(doctor)] == ["Hospital"]
    assert list(questions_for(owner)) == []


def test_links_are_for_one_question_one_account_and_some_time(project, owner):
    token = token_of(news_link(project, owner))
    assert named_by(NEWS, token).user == owner
    assert named_by(CONSENT, token) is None
    assert named_by(NEWS, token[:-1]) is None
    assert named_by(NEWS, "nothing") is None
    with time_machine.travel(clock.now() + dt.timedelta(days=61)):
        assert named_by(NEWS, token) is None
    owner.is_active = False
    owner.save()
    assert named_by(NEWS, token) is None
    assert JointProject.objects.get().news_at == project.news_at
