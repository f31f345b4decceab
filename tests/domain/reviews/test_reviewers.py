"""Reviewers: invited one by one or by a pasted list, answering by link, edited, taken off."""

import datetime as dt

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.accounts.tokens import hash_of
from parvis.base.activity.models import Entry
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.reviews.models import Reviewer
from parvis.domain.reviews.pasted import MOST_LINES, read_lines
from parvis.domain.reviews.services import answering, reviewers
from parvis.domain.reviews.services.retention import prune_invitations
from parvis.domain.reviews.services.reviewers import Invited
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import PersonFactory
from tests.factories.reference import ThemeFactory
from tests.factories.reviews import AssignmentFactory, PanelFactory, ReviewerFactory, ReviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return account_with(Role.PROGRAMME, name="Paule", language="en")


@pytest.fixture
def panel():
    return PanelFactory(state="preparing", due_at=clock.now() + dt.timedelta(days=30))


def token_in(mail):
    """The token of the link in a mail."""
    return mail.text.split("/reviews/invitations/", 1)[1].split("/", 1)[0]


def invited(panel, programme, email="ada@example.net", **values):
    """Someone invited, with the token of their mail."""
    one = Invited(email, **values)
    reviewer = reviewers.invite_reviewers(actor=programme, panel=panel, people=[one], language="en")[0]
    return reviewer, token_in(Mail.objects.latest("pk"))


@pytest.mark.parametrize(
    ("line", "name", "email"),
    [
        ("Ada Lovelace <Ada@Example.org>", "Ada Lovelace", "ada@example.org"),
        ("Ada Lovelace; ada@example.org", "Ada Lovelace", "ada@example.org"),
        ("ada@example.org, Ada Lovelace", "Ada Lovelace", "ada@example.org"),
        ("ada.lovelace-byron2@example.org", "Ada Lovelace Byron", "ada.lovelace-byron2@example.org"),
        ("  “Ada”\t<ada@example.org>  ", "“Ada”", "ada@example.org"),
        ("1@example.org", "1@example.org", "1@example.org"),
    ],
)
def test_pasted_line_is_read(line, name, email):
    read = read_lines(f"\n{line}\n")[0]
    assert (read.number, read.name, read.email, read.problem) == (2, name, email, "")


def test_pasted_lines_that_cannot_be_taken_say_why():
    lines = read_lines("Ada\nada@example.org\na@b.example c@d.example\nADA@example.org\nx@nowhere\n\n")
    assert [(line.number, line.problem) for line in lines] == [
        (1, "There is no mail address on this line."),
        (2, ""),
        (3, "One address a line, please."),
        (4, "The same address is on line 2 already."),
        (5, "This is not a mail address."),
    ]
    many = read_lines("\n".join(f"a{number}@example.org" for number in range(MOST_LINES + 1)))
    assert [bool(line.problem) for line in many[-2:]] == [False, True]


def test_invitation_is_mailed_and_finds_its_person(panel, programme):
    account = UserFactory(email="b@example.net")
    person, by_account = PersonFactory(email="ada@example.net"), PersonFactory(account=account)
    people = [Invited(" ADA@example.net "), Invited("b@example.net", "B"), Invited("c@d.example", person=person)]
    made = reviewers.invite_reviewers(actor=programme, panel=panel, people=people, language="fr")
    assert [row.person for row in made] == [person, by_account, person]
    assert [row.name for row in made] == ["Ada", "B", person.name]
    mail = Mail.objects.earliest("pk")
    assert (mail.to, mail.language, mail.kind) == ("ada@example.net", "fr", "reviews.reviewer_invited")
    assert made[0].token_hash == hash_of(token_in(mail))
    assert Entry.objects.get(verb="reviews.reviewers_invited").data == {"number": 3}


@pytest.mark.parametrize(
    "emails", [["nobody"], ["a@example.org", "a@example.org"], ["known@example.org"]], ids=["none", "twice", "known"]
)
def test_nobody_is_invited_when_one_address_is_wrong(panel, programme, emails):
    ReviewerFactory(panel=panel, user=None, email="known@example.org")
    people = [Invited("fine@example.org"), *map(Invited, emails)]
    with pytest.raises(InvalidInput):
        reviewers.invite_reviewers(actor=programme, panel=panel, people=people, language="en")
    assert Reviewer.objects.count() == 1
    assert not Mail.objects.exists()


def test_invitations_know_their_limits(panel, programme, monkeypatch):
    with pytest.raises(InvalidInput):
        reviewers.invite_reviewers(actor=programme, panel=panel, people=[Invited("a@b.example")], language="de")
    with pytest.raises(NotAllowed):
        reviewers.invite_reviewers(actor=UserFactory(), panel=panel, people=[Invited("a@b.example")], language="en")
    monkeypatch.setattr(reviewers, "MOST_REVIEWERS", 0)
    with pytest.raises(InvalidTransition):
        reviewers.invite_reviewers(actor=programme, panel=panel, people=[Invited("a@b.example")], language="en")


def test_pasted_list_is_invited_as_a_whole_or_not_at_all(panel, programme):
    ReviewerFactory(panel=panel, user=None, email="known@example.org")
    with pytest.raises(InvalidInput) as refused:
        reviewers.invite_pasted(actor=programme, panel=panel, text="a@b.example\nwho\nknown@example.org", language="en")
    assert refused.value.fields == {
        "Line 2 (who)": ["There is no mail address on this line."],
        "Line 3 (known@example.org)": ["This address is invited already."],
    }
    with pytest.raises(InvalidInput) as refused:
        reviewers.invite_pasted(actor=programme, panel=panel, text=" \n", language="en")
    assert list(refused.value.fields) == ["people"]
    made = reviewers.invite_pasted(actor=programme, panel=panel, text="A <a@b.example>\nc@d.example", language="en")
    assert [row.name for row in made] == ["A", "C"]


def test_accepting_joins_the_panel(panel, programme):
    reviewer, token = invited(panel, programme)
    user, theme = UserFactory(email="ada@example.net"), ThemeFactory()
    values = {"themes": [theme], "expertise": "Trials", "max_load": 4, "language": "fr"}
    answering.accept_invitation(actor=user, token=token, values=values)
    reviewer.refresh_from_db()
    assert (reviewer.state, reviewer.user, reviewer.max_load, reviewer.expertise) == ("accepted", user, 4, "Trials")
    assert list(reviewer.themes.all()) == [theme]
    mail = Mail.objects.latest("pk")
    assert (mail.to, "sits on the panel" in mail.text, "taken up with" in mail.text) == (programme.email, True, False)
    with pytest.raises(InvalidTransition):
        answering.accept_invitation(actor=user, token=token, values={})


def test_accepting_with_another_address_is_said_and_told(panel, programme):
    _reviewer, token = invited(panel, programme)
    user = UserFactory(email="other@example.net")
    with pytest.raises(InvalidInput) as refused:
        answering.accept_invitation(actor=user, token=token, values={})
    assert list(refused.value.fields) == ["is_other_address"]
    answering.accept_invitation(actor=user, token=token, values={}, is_other_address=True)
    assert "other@example.net" in Mail.objects.latest("pk").text


def test_nobody_sits_twice_on_a_panel(panel, programme):
    user = ReviewerFactory(panel=panel).user
    _reviewer, token = invited(panel, programme)
    with pytest.raises(InvalidTransition):
        answering.accept_invitation(actor=user, token=token, values={}, is_other_address=True)


@pytest.mark.parametrize("who", ["an account", "nobody"])
def test_declining_needs_no_account(panel, programme, who):
    reviewer, token = invited(panel, programme)
    actor = UserFactory() if who == "an account" else None
    answering.decline_invitation(actor=actor, token=token, reason="On leave")
    reviewer.refresh_from_db()
    assert reviewer.state == "declined"
    assert "On leave" in Mail.objects.latest("pk").text


def test_declining_can_be_thought_over_until_the_panel_closes(panel, programme):
    _reviewer, token = invited(panel, programme)
    answering.decline_invitation(actor=None, token=token)
    answering.accept_invitation(actor=UserFactory(email="ada@example.net"), token=token, values={})
    other, token = invited(panel, programme, "bob@example.net")
    panel.state = "closed"
    panel.save()
    assert not answering.can_answer(answering.reviewer_by_token(token))
    with pytest.raises(InvalidTransition):
        answering.decline_invitation(actor=None, token=token)
    assert other.state == "invited"


def test_unknown_links_open_nothing():
    with pytest.raises(InvalidTransition):
        answering.accept_invitation(actor=UserFactory(), token="none", values={})
    assert answering.reviewer_by_token("none") is None


def test_answers_at_the_same_moment_do_not_both_count(panel, programme, monkeypatch):
    reviewer, token = invited(panel, programme)
    found = answering.reviewer_by_token(token)
    Reviewer.objects.filter(pk=reviewer.pk).update(state="declined")
    monkeypatch.setattr(answering, "reviewer_by_token", lambda _token: found)
    with pytest.raises(InvalidTransition):
        answering.accept_invitation(actor=UserFactory(email="ada@example.net"), token=token, values={})


def test_invitation_is_sent_again_with_a_new_link(panel, programme):
    reviewer, token = invited(panel, programme)
    reviewers.resend_invitation(actor=programme, reviewer=reviewer)
    assert answering.reviewer_by_token(token) is None
    again = token_in(Mail.objects.latest("pk"))
    answering.accept_invitation(actor=UserFactory(email="ada@example.net"), token=again, values={})
    with pytest.raises(Conflict):
        reviewers.resend_invitation(actor=programme, reviewer=reviewer)


def test_mail_of_the_team_without_inviter_goes_nowhere(panel, programme):
    reviewer, token = invited(panel, programme)
    Reviewer.objects.filter(pk=reviewer.pk).update(invited_by=None)
    answering.decline_invitation(actor=None, token=token)
    assert Mail.objects.count() == 1


def test_taking_someone_off_keeps_what_was_submitted(programme):
    reviewer = ReviewerFactory()
    done, open_one = AssignmentFactory(reviewer=reviewer), AssignmentFactory(reviewer=reviewer)
    ReviewFactory(assignment=done)
    ReviewFactory(assignment=open_one, state="draft")
    reviewers.remove_reviewer(actor=programme, reviewer=reviewer)
    done.refresh_from_db()
    open_one.refresh_from_db()
    assert (done.removed_at, open_one.removed_at is not None) == (None, True)
    with pytest.raises(Conflict):
        reviewers.remove_reviewer(actor=programme, reviewer=reviewer)
    reviewers.remove_reviewer(actor=programme, reviewer=ReviewerFactory(user=None, state="invited"))


def test_reviewers_are_edited_by_themselves_and_by_those_who_run_the_call(programme):
    reviewer = ReviewerFactory()
    reviewers.edit_reviewer(actor=reviewer.user, reviewer=reviewer, values={"max_load": "", "themes": [ThemeFactory()]})
    reviewers.edit_reviewer(actor=programme, reviewer=reviewer, values={"name": " Ada  B ", "max_load": "3"})
    reviewers.edit_reviewer(actor=programme, reviewer=reviewer, values={"themes": []})
    reviewer.refresh_from_db()
    assert (reviewer.name, reviewer.max_load, reviewer.themes.count()) == ("Ada B", 3, 0)
    with pytest.raises(NotAllowed):
        reviewers.edit_reviewer(actor=UserFactory(), reviewer=reviewer, values={})
    for values, field in (({"name": ""}, "name"), ({"language": "de"}, "language"), ({"max_load": "x"}, "max_load")):
        with pytest.raises(InvalidInput) as refused:
            reviewers.edit_reviewer(actor=programme, reviewer=reviewer, values=values)
        assert list(refused.value.fields) == [field]


def test_invitations_in_vain_are_let_go_after_the_panel():
    long_ago = clock.now() - dt.timedelta(days=100)
    closed, open_panel = PanelFactory(state="closed"), PanelFactory()
    for panel in (closed, open_panel):
        for state in ("invited", "declined", "accepted"):
            ReviewerFactory(panel=panel, state=state)
    Reviewer.objects.update(invited_at=long_ago)
    kept = ReviewerFactory(panel=closed, state="invited")
    assert prune_invitations(clock.now() - dt.timedelta(days=30)) == 2
    assert kept in Reviewer.objects.all()
    assert Reviewer.objects.filter(panel=open_panel).count() == 3
