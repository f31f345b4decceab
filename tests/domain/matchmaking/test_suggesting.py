"""Suggestions are worked out: for a notice, for a call, for organisations."""

import pytest

from parvis.core import clock
from parvis.domain.directory.enums import Status
from parvis.domain.introductions.enums import IntroductionState, Outcome
from parvis.domain.introductions.models import IntroductionCap
from parvis.domain.joint_projects.enums import ProjectState
from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.matchmaking.enums import Subject
from parvis.domain.matchmaking.models import Suggestion
from parvis.domain.matchmaking.services import suggesting
from parvis.domain.matchmaking.services.matching import experts_for, facts_for, matches_of
from parvis.domain.matchmaking.services.suggesting import (
    suggest_for_notice,
    suggest_for_opportunity,
    suggest_for_organisations,
)
from parvis.domain.needs.enums import NoticeKind, NoticeState, Readers, Side
from parvis.domain.needs.models import Interest
from parvis.domain.reference.enums import OrganisationKind
from tests.factories.directory import MembershipFactory, OrganisationFactory, PersonFactory
from tests.factories.matchmaking import OpenNoticeFactory, OpenOpportunityFactory, OpinionFactory, introduced
from tests.factories.reference import RegionFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def suggested(**values):
    """The organisations that are suggested, the best first."""
    return [row.other for row in Suggestion.objects.filter(**values).order_by("rank")]


def reasons(**values):
    """The kinds of reasons of one suggestion."""
    return [row["kind"] for row in Suggestion.objects.get(**values).reasons]


def need(startup, **values):
    """A need of the start-up, in French."""
    given = {"title": "Avis d’un spécialiste du rythme cardiaque", "language": "fr", **values}
    return OpenNoticeFactory(organisation=startup, **given)


def test_a_newcomer_with_a_profile_gets_useful_suggestions(ecosystem):
    assert suggest_for_organisations(organisations=[ecosystem.startup.pk]) == 1
    found = suggested(organisation=ecosystem.startup)
    assert found.index(ecosystem.heart) < found.index(ecosystem.soil)
    assert "text" in reasons(organisation=ecosystem.startup, other=ecosystem.heart)


def test_a_newcomer_is_shown_those_who_do_something_close_where_there_are_enough(ecosystem, monkeypatch):
    monkeypatch.setattr(suggesting, "ENOUGH", 1)
    silent = OrganisationFactory(kind=OrganisationKind.HOSPITAL)
    suggest_for_organisations(organisations=[ecosystem.startup.pk, silent.pk, ecosystem.hospital.pk])
    assert suggested(organisation=ecosystem.startup) == [ecosystem.heart]
    assert ecosystem.soil in suggested(organisation=silent)
    assert ecosystem.soil in suggested(organisation=ecosystem.hospital)


def test_one_that_went_meanwhile_gets_nothing():
    assert suggest_for_organisations(organisations=[-1]) == 0


def test_again_leaves_the_same_rows(ecosystem):
    suggest_for_organisations(organisations=[ecosystem.startup.pk])
    before = list(Suggestion.objects.order_by("rank").values_list("other", "score"))
    suggest_for_organisations(organisations=[ecosystem.startup.pk])
    assert list(Suggestion.objects.order_by("rank").values_list("other", "score")) == before


def test_who_was_ruled_out_is_not_suggested(ecosystem):
    OpinionFactory(organisation=ecosystem.startup, other=ecosystem.heart)
    introduced(ecosystem.startup, ecosystem.soil)
    ecosystem.clinic.status = Status.CLOSED
    ecosystem.clinic.save()
    suggest_for_organisations(organisations=[ecosystem.startup.pk])
    assert suggested(organisation=ecosystem.startup) == [ecosystem.hospital]


def test_partners_of_a_project_that_goes_on_need_not_be_told_to_meet(ecosystem):
    today = clock.today()
    project = JointProject.objects.create(slug="one", state=ProjectState.RUNNING, state_on=today, news_at=clock.now())
    for organisation in (ecosystem.startup, ecosystem.heart):
        Partner.objects.create(project=project, organisation=organisation, joined_on=today)
    suggest_for_organisations(organisations=[ecosystem.startup.pk])
    assert ecosystem.heart not in suggested(organisation=ecosystem.startup)


def test_who_takes_no_introductions_is_suggested_to_nobody(ecosystem):
    IntroductionCap.objects.create(organisation=ecosystem.heart, most=0)
    suggest_for_organisations(organisations=[ecosystem.startup.pk])
    assert ecosystem.heart not in suggested(organisation=ecosystem.startup)


def test_who_could_not_be_reached_comes_last(ecosystem):
    introduced(
        OrganisationFactory(), ecosystem.heart, state=IntroductionState.CLOSED, outcomes=(Outcome.UNREACHABLE, "")
    )
    suggest_for_organisations(organisations=[ecosystem.startup.pk])
    assert suggested(organisation=ecosystem.startup)[-1] == ecosystem.heart


def test_who_helped_others_comes_before(ecosystem):
    suggest_for_organisations(organisations=[ecosystem.startup.pk])
    before = Suggestion.objects.get(other=ecosystem.clinic).score
    introduced(OrganisationFactory(), ecosystem.clinic, state=IntroductionState.CLOSED, outcomes=(Outcome.HELPED, ""))
    suggest_for_organisations(organisations=[ecosystem.startup.pk])
    assert Suggestion.objects.get(other=ecosystem.clinic).score > before


def test_nobody_is_suggested_too_often(ecosystem, settings):
    settings.SUGGESTIONS_MOST_EACH = 1
    others = [ecosystem.startup, *(OrganisationFactory(description_en="Heart monitors.") for _number in range(2))]
    suggest_for_organisations(organisations=[one.pk for one in others])
    assert Suggestion.objects.filter(other=ecosystem.heart).count() == 1


def test_a_french_need_finds_an_english_profile_and_an_english_offer(ecosystem):
    offer = OpenNoticeFactory(
        side=Side.OFFER, organisation=ecosystem.heart, title="Advice of a specialist in heart rhythm disorders"
    )
    notice = need(ecosystem.startup)
    suggest_for_notice(notice_id=notice.pk)
    assert suggested(notice=notice, found=None, person=None)[0] == ecosystem.heart
    assert Suggestion.objects.get(notice=notice, found=offer).other == ecosystem.heart
    assert "offer" in reasons(notice=notice, found=None, other=ecosystem.heart)


def test_an_english_offer_finds_a_french_need(ecosystem):
    notice = need(ecosystem.startup)
    offer = OpenNoticeFactory(
        side=Side.OFFER, organisation=ecosystem.heart, title="Advice of a specialist in heart rhythm disorders"
    )
    suggest_for_notice(notice_id=offer.pk)
    assert reasons(notice=offer, found=notice) == ["need"]


def test_what_has_little_in_common_is_neither_alike_nor_fitting(ecosystem):
    notice = need(ecosystem.startup)
    for side in Side:
        OpenNoticeFactory(side=side, kind=NoticeKind.ROOM, organisation=ecosystem.soil, title="Parking for two vans")
    assert matches_of(notice, set()) == ([], [])


def test_an_expert_is_named_once_and_an_offer_may_name_nobody(ecosystem):
    person = PersonFactory()
    MembershipFactory(person=PersonFactory(headline="Runs the canteen"), organisation=ecosystem.hospital, title="")
    for given in (person, person, None):
        OpenNoticeFactory(side=Side.OFFER, organisation=ecosystem.heart, person=given, title="Heart rhythm disorders")
    notice = need(ecosystem.startup)
    fitting, _alike = matches_of(notice, set())
    assert len(fitting) == 3
    assert [one.person_id for one in experts_for(notice, set(), fitting)] == [person.pk]


def test_the_kind_that_gives_it_speaks_for_organisations_everywhere_or_in_the_regions_asked_for(ecosystem):
    everywhere = need(ecosystem.startup, kind=NoticeKind.CLINICAL_SITE)
    somewhere = need(
        ecosystem.startup, kind=NoticeKind.CLINICAL_SITE, regions=[RegionFactory(code="76", name="Occitanie")]
    )
    assert ecosystem.hospital.pk in facts_for(everywhere, [])
    assert ecosystem.hospital.pk not in facts_for(somewhere, [])


def test_needs_alike_are_found(ecosystem):
    alike = OpenNoticeFactory(organisation=ecosystem.soil, title="Opinion of a specialist in heart rhythm")
    notice = need(ecosystem.startup)
    suggest_for_notice(notice_id=notice.pk)
    assert reasons(notice=notice, found=alike) == ["alike"]


def test_a_need_of_a_kind_is_asked_of_those_who_give_it(ecosystem):
    notice = need(ecosystem.startup, kind=NoticeKind.CLINICAL_SITE, title="Étude clinique à domicile")
    notice.regions.set([ecosystem.region])
    suggest_for_notice(notice_id=notice.pk)
    assert suggested(notice=notice, found=None, person=None) == [ecosystem.hospital]
    assert {"fitting", "territory"} <= set(reasons(notice=notice, other=ecosystem.hospital))


def test_regions_that_differ_and_themes_in_common_count(ecosystem):
    theme = ThemeFactory()
    ecosystem.soil.themes.set([theme])
    offer = OpenNoticeFactory(
        side=Side.OFFER,
        organisation=ecosystem.clinic,
        regions=[RegionFactory(code="53", name="Bretagne")],
        title="Advice",
    )
    notice = need(ecosystem.startup, themes=[theme])
    notice.regions.set([ecosystem.region])
    suggest_for_notice(notice_id=notice.pk)
    assert not Suggestion.objects.filter(found=offer).exists()
    assert "theme" in reasons(notice=notice, other=ecosystem.soil, found=None)


def test_people_who_offer_or_say_that_they_do_it_are_found(ecosystem):
    expert = PersonFactory(headline="Cardiologist, heart rhythm disorders")
    MembershipFactory(person=expert, organisation=ecosystem.hospital)
    hidden = PersonFactory(headline="Cardiologist, heart rhythm")
    MembershipFactory(person=hidden, organisation=ecosystem.hospital, is_public=False)
    offering = PersonFactory()
    MembershipFactory(person=offering, organisation=ecosystem.heart, title="")
    OpenNoticeFactory(side=Side.OFFER, organisation=ecosystem.heart, person=offering, title="Heart rhythm advice")
    notice = need(ecosystem.startup)
    suggest_for_notice(notice_id=notice.pk)
    found = Suggestion.objects.filter(notice=notice).exclude(person=None)
    assert {row.person: row.reasons[0]["kind"] for row in found} == {expert: "expert", offering: "offer"}


def test_what_the_team_keeps_to_itself_finds_and_is_found_by_nobody(ecosystem):
    OpenNoticeFactory(
        side=Side.OFFER, organisation=ecosystem.heart, readers=Readers.TEAM, title="Specialist in heart rhythm"
    )
    notice = need(ecosystem.startup)
    suggest_for_notice(notice_id=notice.pk)
    assert not Suggestion.objects.filter(notice=notice).exclude(found=None).exists()


def test_a_notice_that_is_not_open_any_more_loses_its_suggestions(ecosystem):
    notice = need(ecosystem.startup)
    assert suggest_for_notice(notice_id=notice.pk) > 0
    notice.state = NoticeState.MET
    notice.save()
    assert suggest_for_notice(notice_id=notice.pk) == 0
    assert not Suggestion.objects.exists()


def test_a_call_finds_partners_with_and_without_an_organisation(ecosystem):
    theme = ThemeFactory()
    ecosystem.soil.themes.set([theme])
    call = OpenOpportunityFactory(title="Heart rhythm monitoring")
    call.themes.set([theme])
    Interest.objects.create(opportunity=call, organisation=ecosystem.clinic, said_at=clock.now())
    assert suggest_for_opportunity(opportunity_id=call.pk) > 0
    assert suggest_for_opportunity(opportunity_id=call.pk, organisation_id=ecosystem.startup.pk) > 0
    own = {"subject": Subject.OPPORTUNITY, "organisation": ecosystem.startup}
    assert ecosystem.startup in suggested(organisation=None)
    assert ecosystem.startup not in suggested(**own)
    assert "interest" in reasons(**own, other=ecosystem.clinic)
    assert "theme" in reasons(**own, other=ecosystem.soil)


def test_a_call_that_is_gone_finds_nobody():
    assert suggest_for_opportunity(opportunity_id=0) == 0
