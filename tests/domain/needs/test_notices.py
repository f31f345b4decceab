"""Needs and offers: written, published, met, withdrawn, opened again, prolonged, expired."""

import datetime as dt

import pytest

from parvis.base.activity.models import Entry
from parvis.core import bus
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.needs.enums import NoticeAction, NoticeKind, NoticeState, Readers, Side
from parvis.domain.needs.events import NoticeChanged
from parvis.domain.needs.models import Notice
from parvis.domain.needs.services import notices as services
from parvis.domain.needs.services.notices import NoticeValues
from parvis.domain.needs.workflow import TRANSITIONS
from tests.factories.accounts import UserFactory
from tests.factories.directory import MembershipFactory, OrganisationFactory, PersonFactory, editor_of, reader_of
from tests.factories.needs import NoticeFactory
from tests.factories.reference import RegionFactory, ThemeFactory
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db

MOVES = {
    NoticeAction.PUBLISH: services.publish_notice,
    NoticeAction.MEET: services.meet_notice,
    NoticeAction.WITHDRAW: services.withdraw_notice,
    NoticeAction.REOPEN: services.reopen_notice,
}


def values(**changed):
    told = {"title": "A site for a trial", "text": "Twenty patients.", "kind": NoticeKind.CLINICAL_SITE}
    return NoticeValues(**{**told, **changed})


def verbs():
    return list(Entry.objects.filter(verb__startswith="needs.").order_by("pk").values_list("verb", flat=True))


def test_need_is_written_as_a_draft(startup, owner, django_capture_on_commit_callbacks):
    theme, region = ThemeFactory(), RegionFactory()
    with bus.hold(NoticeChanged) as news, django_capture_on_commit_callbacks(execute=True):
        notice = services.create_notice(
            actor=owner,
            organisation=startup,
            values=values(title=" A  site\nfor a trial ", themes=[theme], regions=[region], capacity=" 20 patients "),
        )
    assert (notice.slug, notice.title, notice.state) == ("a-site-for-a-trial", "A site for a trial", NoticeState.DRAFT)
    assert (notice.side, notice.capacity, notice.created_by) == (Side.NEED, "20 patients", owner)
    assert (list(notice.themes.all()), list(notice.regions.all())) == ([theme], [region])
    assert news == [NoticeChanged(notice.pk)]
    assert verbs() == ["needs.notice_created"]
    again = services.create_notice(actor=None, organisation=startup, values=values(), is_invented=True)
    assert (again.slug, again.created_by, again.is_invented) == ("a-site-for-a-trial-2", None, True)


def test_only_those_who_speak_for_the_organisation_write(startup):
    notice = NoticeFactory(organisation=startup, state=NoticeState.DRAFT)
    for stranger in (UserFactory(), reader_of(startup), editor_of(OrganisationFactory())):
        with pytest.raises(NotAllowed):
            services.create_notice(actor=stranger, organisation=startup, values=values())
        with pytest.raises(NotAllowed):
            services.edit_notice(actor=stranger, notice=notice, values=values())
        for act in (*MOVES.values(), services.prolong_notice, services.remove_draft):
            with pytest.raises(NotAllowed):
                act(actor=stranger, notice=notice)


@pytest.mark.parametrize("field", ["title", "side", "kind", "readers", "language"])
def test_what_cannot_be_is_refused_at_its_field(field, startup, owner):
    wrong = {"title": " "}.get(field, "nonsense")
    with pytest.raises(InvalidInput) as refused:
        services.create_notice(actor=owner, organisation=startup, values=values(**{field: wrong}))
    assert list(refused.value.fields) == [field]
    assert not Notice.objects.exists()


def test_edit_keeps_the_address(startup, owner):
    notice = NoticeFactory(organisation=startup, state=NoticeState.DRAFT, is_as_answered=True)
    slug = notice.slug
    services.edit_notice(actor=owner, notice=notice, values=values(title="Other", text=""))
    notice.refresh_from_db()
    assert (notice.slug, notice.title, notice.text, notice.is_as_answered) == (slug, "Other", "", False)


def test_edit_of_an_open_one_keeps_it_readable(startup, owner, today, settings):
    notice = NoticeFactory(organisation=startup)
    services.edit_notice(actor=owner, notice=notice, values=values())
    assert notice.ends_on == today + dt.timedelta(days=settings.NEEDS_NOTICE_DAYS)
    for field, wrong in (("text", " "), ("ends_on", today - dt.timedelta(days=1))):
        with pytest.raises(InvalidInput) as refused:
            services.edit_notice(actor=owner, notice=notice, values=values(**{field: wrong}))
        assert list(refused.value.fields) == [field]


def test_person_belongs_to_the_organisation_and_is_shown_there(startup, owner):
    stranger, hidden, shown = PersonFactory(), PersonFactory(), PersonFactory()
    MembershipFactory(organisation=startup, person=hidden, is_public=False)
    MembershipFactory(organisation=startup, person=shown)
    for person, readers in ((stranger, Readers.ECOSYSTEM), (hidden, Readers.EVERYONE)):
        with pytest.raises(InvalidInput) as refused:
            services.create_notice(actor=owner, organisation=startup, values=values(person=person, readers=readers))
        assert list(refused.value.fields) == ["person"]
    for person, readers in ((hidden, Readers.ECOSYSTEM), (shown, Readers.EVERYONE)):
        notice = services.create_notice(
            actor=owner, organisation=startup, values=values(person=person, readers=readers)
        )
        assert notice.person == person


def test_publication_gives_a_last_day_where_there_is_none(startup, owner, today, settings):
    notice = services.create_notice(actor=owner, organisation=startup, values=values())
    services.publish_notice(actor=owner, notice=notice)
    notice.refresh_from_db()
    assert (notice.state, notice.ends_on) == (
        NoticeState.OPEN,
        today + dt.timedelta(days=settings.NEEDS_NOTICE_DAYS),
    )
    assert notice.published_at is not None
    tomorrow = today + dt.timedelta(days=1)
    other = services.create_notice(actor=owner, organisation=startup, values=values(ends_on=tomorrow))
    assert services.publish_notice(actor=owner, notice=other).ends_on == tomorrow


@pytest.mark.parametrize("field", ["text", "ends_on"])
def test_unfit_draft_is_not_published(field, startup, owner, today):
    wrong = {"text": "", "ends_on": today - dt.timedelta(days=1)}
    notice = services.create_notice(actor=owner, organisation=startup, values=values(**{field: wrong[field]}))
    with pytest.raises(InvalidInput) as refused:
        services.publish_notice(actor=owner, notice=notice)
    assert list(refused.value.fields) == [field]
    assert Notice.objects.get().state == NoticeState.DRAFT


@pytest.mark.parametrize("action", MOVES)
@pytest.mark.parametrize("state", NoticeState)
def test_every_move_from_every_state(state, action, startup, owner):
    notice = NoticeFactory(organisation=startup, state=state)
    new = TRANSITIONS.get((state, action))
    if new is None:
        with pytest.raises(InvalidTransition):
            MOVES[action](actor=owner, notice=notice)
    else:
        MOVES[action](actor=owner, notice=notice)
    stored = Notice.objects.get()
    assert stored.state == (new or state)
    if new:
        assert (notice.state, stored.ended_at is None) == (new, new == NoticeState.OPEN)


def test_second_of_two_who_act_is_told(startup, owner, community):
    notice = NoticeFactory(organisation=startup)
    same = Notice.objects.get()
    services.meet_notice(actor=owner, notice=notice)
    with pytest.raises(Conflict):
        services.withdraw_notice(actor=community, notice=same)
    assert Notice.objects.get().state == NoticeState.MET


def test_opened_again_it_has_time_and_keeps_its_first_day(startup, owner, today, settings):
    notice = NoticeFactory(organisation=startup, state=NoticeState.EXPIRED, ends_on=today - dt.timedelta(days=9))
    Notice.objects.update(warned_of=notice.ends_on)
    first = notice.published_at
    services.reopen_notice(actor=owner, notice=notice)
    stored = Notice.objects.get()
    assert stored.ends_on == today + dt.timedelta(days=settings.NEEDS_NOTICE_DAYS)
    assert (stored.published_at, stored.warned_of) == (first, None)


def test_prolonged_twice_on_one_day_is_once(startup, owner, today, settings):
    notice = NoticeFactory(organisation=startup, ends_on=today)
    stale = Notice.objects.get()
    services.prolong_notice(actor=owner, notice=notice)
    services.prolong_notice(actor=owner, notice=notice)
    assert Notice.objects.get().ends_on == today + dt.timedelta(days=settings.NEEDS_NOTICE_DAYS)
    assert verbs() == ["needs.notice_prolonged"]
    with pytest.raises(Conflict):
        services.prolong_notice(actor=owner, notice=stale)
    met = NoticeFactory(organisation=startup, state=NoticeState.MET)
    with pytest.raises(InvalidTransition):
        services.prolong_notice(actor=owner, notice=met)


def test_one_without_a_last_day_gets_one_when_prolonged(startup, owner):
    notice = NoticeFactory(organisation=startup, ends_on=None)
    assert services.prolong_notice(actor=owner, notice=notice).ends_on is not None


def test_only_drafts_are_removed(startup, owner):
    draft = NoticeFactory(organisation=startup, state=NoticeState.DRAFT)
    kept = NoticeFactory(organisation=startup)
    services.remove_draft(actor=owner, notice=draft)
    with pytest.raises(InvalidTransition):
        services.remove_draft(actor=owner, notice=kept)
    assert list(Notice.objects.all()) == [kept]


def test_expires_after_its_last_day(startup, today):
    over = NoticeFactory(organisation=startup, ends_on=today - dt.timedelta(days=1))
    NoticeFactory(organisation=startup, ends_on=today)
    NoticeFactory(organisation=startup, ends_on=None)
    NoticeFactory(organisation=startup, ends_on=over.ends_on, state=NoticeState.MET)
    assert services.expire_notices() == 1
    over.refresh_from_db()
    assert (over.state, over.ended_at is None) == (NoticeState.EXPIRED, False)
    assert services.expire_notices() == 0


def test_what_was_met_in_this_moment_does_not_expire(startup, owner, today):
    notice = NoticeFactory(organisation=startup, ends_on=today - dt.timedelta(days=1))
    with meanwhile(lambda: Notice.objects.filter(pk=notice.pk).update(state=NoticeState.MET), before="UPDATE"):
        assert services.expire_notices() == 0
    assert verbs() == []
