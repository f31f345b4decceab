"""What people think of suggestions: said, replaced, taken back, forgotten with their account."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.matchmaking.enums import DownReason, Thumb
from parvis.domain.matchmaking.models import DigestChoice, DigestLine, Opinion
from parvis.domain.matchmaking.personal_data import SUGGESTIONS
from parvis.domain.matchmaking.selectors.opinions import (
    COLUMNS,
    export_rows,
    opinions_of,
    opinions_visible_to,
    said_in_all,
)
from parvis.domain.matchmaking.services.opinions import LONGEST, say_opinion, take_back
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import AccessFactory, OrganisationFactory
from tests.factories.matchmaking import OpenNoticeFactory, OpinionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    """Somebody who acts for an organisation."""
    return AccessFactory(level=AccessLevel.OWNER)


def down(owner, other, **values):
    """A thumbs-down."""
    given = {"reason": DownReason.COMPETITOR, "text": " Same market. ", **values}
    return say_opinion(actor=owner.user, organisation=owner.organisation, other=other, thumb=Thumb.DOWN, **given)


def test_an_opinion_takes_the_place_of_the_one_before(owner):
    other, notice = OrganisationFactory(), OpenNoticeFactory()
    first = down(owner, other, notice=notice)
    second = say_opinion(
        actor=owner.user, organisation=owner.organisation, other=other, thumb=Thumb.UP, reason="known", text="x"
    )
    assert (first.reason, first.text, first.notice) == (DownReason.COMPETITOR, "Same market.", notice)
    assert (second.reason, second.text) == ("", "")
    assert list(opinions_of(owner.user, owner.organisation)) == [second]
    entry = Entry.objects.filter(verb="matchmaking.opinion_said").first()
    assert "Same market." not in str(entry.data)


def test_refusals(owner):
    other = OrganisationFactory()
    with pytest.raises(NotAllowed):
        down(AccessFactory(organisation=owner.organisation, level=AccessLevel.READER), other)
    with pytest.raises(InvalidInput) as caught:
        down(owner, other, reason="")
    assert "reason" in caught.value.fields
    with pytest.raises(InvalidInput):
        down(owner, other, text="x" * (LONGEST + 1))
    with pytest.raises(InvalidInput):
        down(owner, owner.organisation)
    assert not Opinion.objects.exists()


def test_an_opinion_is_taken_back_once(owner):
    opinion = down(owner, OrganisationFactory())
    with pytest.raises(NotAllowed):
        take_back(actor=AccessFactory().user, opinion=opinion)
    take_back(actor=owner.user, opinion=opinion)
    with pytest.raises(Conflict):
        take_back(actor=owner.user, opinion=opinion)
    assert not opinions_of(owner.user, owner.organisation).exists()
    assert Entry.objects.filter(verb="matchmaking.opinion_taken_back").count() == 1


def test_opinions_are_seen_by_their_organisation_and_the_team(owner):
    own, other = OpinionFactory(organisation=owner.organisation), OpinionFactory()
    assert list(opinions_visible_to(owner.user)) == [own]
    assert list(opinions_visible_to(account_with(Role.SITE))) == [other, own]
    assert not opinions_visible_to(UserFactory()).exists()


def test_what_was_said_is_counted_and_written_to_a_file(owner):
    notice = OpenNoticeFactory(slug="need")
    OpinionFactory(thumb=Thumb.UP)
    OpinionFactory(taken_back_at=clock.now(), reason=DownReason.KNOWN)
    OpinionFactory.create_batch(2, reason=DownReason.KNOWN, notice=notice)
    OpinionFactory(reason=DownReason.TRIED)
    said = said_in_all()
    assert (said.up, said.down) == (1, 3)
    assert said.reasons == [("we know each other already", 2), ("tried, without success", 1)]
    rows = list(export_rows(opinions_visible_to(account_with(Role.COMMUNITY))))
    assert all(tuple(row) == COLUMNS for row in rows)
    assert [row["notice"] for row in rows] == ["", "need", "need", "", ""]
    assert [bool(row["taken_back_at"]) for row in rows] == [False, False, False, True, False]


def test_what_is_held_about_an_account_is_given_and_forgotten(owner):
    down(owner, OrganisationFactory(name="Other"))
    DigestChoice.objects.create(user=owner.user, is_off=True)
    DigestLine.objects.create(
        user=owner.user, organisation=owner.organisation, other=OrganisationFactory(), told_at=clock.now()
    )
    found = SUGGESTIONS.export(owner.user)
    assert found["opinions"][0]["other__name"] == "Other"
    assert found["digest"] == [{"is_off": True, "sent_at": None}]
    assert len(found["suggested"]) == 1
    assert len(SUGGESTIONS.erase(owner.user)) == 1
    assert SUGGESTIONS.erase(owner.user) == []
    assert SUGGESTIONS.export(owner.user) == {"opinions": [], "digest": [], "suggested": []}
    assert Opinion.objects.get().said_by is None
