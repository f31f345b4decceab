"""Cohorts: made of those who have confirmed, worded, published."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.cohorts.enums import CohortState, DecisionState
from parvis.domain.cohorts.models import Cohort, CohortMember
from parvis.domain.cohorts.selectors import cohorts as read
from parvis.domain.cohorts.services import cohorts as services
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallManagerFactory
from tests.factories.cohorts import CohortFactory, CohortMemberFactory, DecisionFactory, before
from tests.factories.directory import OrganisationFactory
from tests.factories.reference import ThemeFactory

pytestmark = pytest.mark.django_db

MARCH = dt.date(2026, 3, 1)


def confirmed(jury, **values):
    return DecisionFactory(jury=jury, state=DecisionState.CONFIRMED, **values)


def test_cohort_of_a_round_takes_in_who_has_confirmed(jury):
    theme, own = ThemeFactory(), ThemeFactory()
    said = OrganisationFactory(name="Alpha", description_fr="Lit le cœur. Et plus.", description_en="x" * 400)
    silent = OrganisationFactory(name="Beta", themes=[own])
    confirmed(jury, application=before(jury, organisation=said, themes=[theme]))
    confirmed(jury, application=before(jury, organisation=silent))
    DecisionFactory(jury=jury, state=DecisionState.NOTIFIED)
    runs = CallManagerFactory(call=jury.round.call).user
    cohort = services.create_cohort(actor=runs, name_fr=" Promotion  2026 ", starts_on=MARCH, round=jury.round)
    alpha, beta = read.members_of_cohort(cohort)
    assert (cohort.slug, cohort.name_fr, cohort.state) == ("promotion-2026", "Promotion 2026", CohortState.DRAFT)
    assert (alpha.organisation, alpha.pitch_fr, len(alpha.pitch_en)) == (said, "Lit le cœur.", 300)
    assert (list(alpha.themes.all()), list(beta.themes.all())) == ([theme], [own])
    assert (alpha.joined_on, alpha.application.organisation, beta.pitch_fr) == (MARCH, said, "")


def test_who_confirms_later_is_taken_in_once(manager, jury):
    cohort = services.create_cohort(actor=manager, name_fr="P", starts_on=MARCH, round=jury.round)
    decision = confirmed(jury)
    inside = confirmed(jury)
    CohortMemberFactory(cohort=cohort, organisation=inside.application.organisation)
    assert list(read.confirmed_not_in(cohort)) == [decision]
    assert services.fill_cohort(actor=manager, cohort=cohort) == 1
    assert services.fill_cohort(actor=manager, cohort=cohort) == 0
    other = services.create_cohort(actor=manager, name_fr="P", starts_on=MARCH, round=jury.round)
    assert (other.slug, other.members.filter(application=decision.application).count()) == ("p-2", 0)


def test_who_makes_cohorts(manager, jury):
    runs = CallManagerFactory(call=jury.round.call).user
    with pytest.raises(NotAllowed):
        services.create_cohort(actor=runs, name_fr="P", starts_on=MARCH)
    with pytest.raises(NotAllowed):
        services.create_cohort(actor=CallManagerFactory().user, name_fr="P", starts_on=MARCH, round=jury.round)
    cohort = services.create_cohort(actor=manager, name_fr="…", name_en=" A  B ", starts_on=MARCH)
    assert (cohort.slug, cohort.name_en) == ("cohort", "A B")
    with pytest.raises(InvalidTransition):
        services.fill_cohort(actor=manager, cohort=cohort)
    for act in (services.fill_cohort, services.publish_cohort, services.remove_cohort):
        with pytest.raises(NotAllowed):
            act(actor=runs, cohort=cohort)


def test_texts_are_edited_and_the_address_stays(manager):
    cohort = CohortFactory(slug="first")
    services.edit_cohort(
        actor=manager, cohort=cohort, name_fr="N", name_en="M", text_fr=" A ", text_en="B", starts_on=MARCH
    )
    cohort.refresh_from_db()
    assert (cohort.slug, cohort.name_fr, cohort.name, cohort.text) == ("first", "N", "M", "B")
    with pytest.raises(InvalidInput) as refused:
        services.edit_cohort(
            actor=manager, cohort=cohort, name_fr=" ", name_en="", text_fr="", text_en="", starts_on=MARCH
        )
    assert "name_fr" in refused.value.fields


def test_members_are_added_worded_and_removed_by_hand(manager):
    cohort, theme = CohortFactory(), ThemeFactory()
    organisation = OrganisationFactory(description_fr="Sans point", themes=[theme])
    member = services.add_member(actor=manager, cohort=cohort, organisation=organisation)
    assert (member.pitch_fr, list(member.themes.all())) == ("Sans point", [theme])
    with pytest.raises(Conflict):
        services.add_member(actor=manager, cohort=cohort, organisation=organisation)
    services.edit_member(actor=manager, member=member, pitch_fr=" A  b ", pitch_en="C", themes=[], joined_on=None)
    member.refresh_from_db()
    assert (member.pitch_fr, member.pitch_en, member.pitch, member.themes.count()) == ("A b", "C", "C", 0)
    services.remove_member(actor=manager, member=member)
    assert not CohortMember.objects.exists()


def test_cohort_is_published_once_it_has_a_start_up(manager):
    cohort = CohortFactory()
    with pytest.raises(InvalidTransition):
        services.publish_cohort(actor=manager, cohort=cohort)
    member = CohortMemberFactory(cohort=cohort)
    assert list(read.cohorts_visible_to(AnonymousUser())) == []
    assert read.cohorts_of(member.organisation) == []
    first = services.publish_cohort(actor=manager, cohort=cohort).published_at
    with pytest.raises(Conflict):
        services.publish_cohort(actor=manager, cohort=cohort)
    assert list(read.cohorts_visible_to(AnonymousUser())) == [cohort]
    assert read.cohorts_of(member.organisation) == [cohort]
    assert [(one, one.size) for one in read.published_cohorts()] == [(cohort, 1)]
    with pytest.raises(InvalidTransition):
        services.remove_cohort(actor=manager, cohort=cohort)
    services.unpublish_cohort(actor=manager, cohort=cohort)
    assert services.publish_cohort(actor=manager, cohort=cohort).published_at == first
    services.unpublish_cohort(actor=manager, cohort=cohort)
    services.remove_cohort(actor=manager, cohort=cohort)
    assert not Cohort.objects.exists()


def test_who_sees_which_cohorts(manager, jury):
    draft, other = CohortFactory(round=jury.round), CohortFactory()
    runs = CallManagerFactory(call=jury.round.call).user
    assert set(read.cohorts_managed_by(manager)) == {draft, other}
    assert list(read.cohorts_managed_by(runs)) == [draft]
    assert list(read.cohorts_visible_to(runs)) == [draft]
    assert list(read.cohorts_visible_to(UserFactory())) == []
    assert list(read.cohorts_managed_by(AnonymousUser())) == []


def test_start_ups_stand_under_each_of_their_themes():
    first, second = ThemeFactory(position=1), ThemeFactory(position=2)
    both = CohortMemberFactory(themes=[second, first])
    none = CohortMemberFactory(cohort=both.cohort)
    groups = read.by_theme(read.members_of_cohort(both.cohort))
    assert [(group.theme, list(group.members)) for group in groups] == [
        (first, [both]),
        (second, [both]),
        (None, [none]),
    ]
    assert len(read.by_theme([both])) == 2
