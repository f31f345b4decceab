"""What the campus sees and does."""

import csv
import datetime as dt
import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.domain.introductions.enums import Answer, IntroductionState, Outcome
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.joint_projects.models import JointProject
from tests.factories.directory import MembershipFactory, OrganisationFactory, PersonFactory
from tests.factories.introductions import IntroductionFactory, first_of, second_of
from tests.factories.needs import NoticeFactory
from tests.factories.reference import ThemeFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
BOARD = reverse("introductions:board")


def page_of(introduction, name="introduction", *arguments):
    return reverse(f"introductions:{name}", args=[introduction.pk, *arguments])


def main(response):
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


@pytest.fixture
def old(alpha, hospital):
    """An introduction that waits for ten days."""
    return IntroductionFactory(
        first=alpha.organisation, second=hospital.organisation, proposed_at=clock.now() - dt.timedelta(days=10)
    )


def test_board_says_what_waits_for_whom_and_how_long(team, old):
    page = main(team.get(BOARD))
    for text in ("Alpha and Hospital", "An answer", "10", "proposed"):
        assert text in page
    assert "No introduction fits" in main(team.get(BOARD + "?organisation=nobody"))
    assert "Alpha and Hospital" in main(team.get(BOARD + "?waits_for=answer&state=&organisation=alp"))
    assert "Alpha and Hospital" in main(team.get(BOARD + "?waits_for=nonsense"))
    theme = ThemeFactory()
    assert "No introduction fits" in main(team.get(BOARD + f"?theme={theme.code}"))


def test_board_says_what_to_do_where_nothing_waits(team, alpha):
    assert "Nobody was introduced yet" in main(team.get(BOARD))
    IntroductionFactory(first=alpha.organisation, state=IntroductionState.WITHDRAWN)
    assert "Nothing waits" in main(team.get(BOARD))
    assert "nobody" in main(team.get(BOARD + "?state=withdrawn"))


def test_board_takes_as_many_queries_with_one_row_as_with_three(team, old):
    team.get(BOARD)
    counts = []
    for _n in range(3):
        counts.append(count_queries(lambda: team.get(BOARD)))
        IntroductionFactory()
    assert counts[0] == counts[2]


def test_several_are_reminded_at_once(team, old):
    fresh = IntroductionFactory()
    address = reverse("introductions:remind")
    assert "Choose at least one" in team.post(address, follow=True).content.decode()
    done = team.post(address, {"introduction": [old.pk, fresh.pk, "x"]}, follow=True).content.decode()
    assert "2 sides are reminded. 2 were written to in the last two days" in done
    assert Mail.objects.filter(kind="introductions.reminder").count() == 2
    again = team.post(address, {"introduction": [old.pk]}, follow=True).content.decode()
    assert "Nobody was reminded" in again


def test_list_as_a_file(team, alpha, old):
    old.subject = "=1+1"
    old.need = NoticeFactory(organisation=alpha.organisation, title="A site")
    old.save()
    IntroductionFactory(state=IntroductionState.MET, met_on=clock.today())
    response = team.get(reverse("introductions:export", args=["csv"]))
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert rows[0]["subject"] == "'=1+1"
    assert (rows[0]["need"], rows[0]["days"], rows[0]["first_organisation"]) == ("A site", "10", "Alpha")
    assert rows[1]["met_on"] == clock.today().isoformat()
    workbook = team.get(reverse("introductions:export", args=["xlsx"]) + "?state=met")
    assert workbook.status_code == 200
    workbook.close()


def test_page_of_the_campus_has_a_timeline_and_a_note(team, old):
    team.post(page_of(old, "note"), {"note": "Be careful."})
    page = main(team.get(page_of(old)))
    assert "Be careful." in page
    assert "Changed the note about an introduction" in page
    assert "Written to: Owner of Alpha" in page


def test_timeline_is_for_the_campus(alpha, team, old):
    team.post(page_of(old, "note"), {"note": "Be careful."})
    page = main(alpha.get(page_of(old)))
    assert "Be careful." not in page
    assert "What happened" not in page


def test_campus_chooses_whom_to_write_to(team, hospital, old):
    person = PersonFactory(name="Dr Gray", email="gray@hospital.example")
    MembershipFactory(person=person, organisation=hospital.organisation)
    address = page_of(old, "person", "second")
    assert "Dr Gray" in main(team.get(address))
    team.post(address, {"person": person.pk})
    assert second_of(old).person == person
    assert team.get(page_of(old, "person", "third")).status_code == 404


def test_campus_notes_answers(team, alpha, hospital, old):
    address = page_of(old, "on_behalf", "first")
    assert "Whom the other side may reach" in main(team.get(address))
    assert team.post(address, {"answer": "accept"}).status_code == 422
    team.post(address, {"answer": "accept", "note": "By telephone."})
    assert first_of(old).answer == Answer.ACCEPTED
    late = team.post(address, {"answer": "accept", "note": "Again."}, follow=True)
    assert "answered already" in late.content.decode()
    team.post(page_of(old, "on_behalf", "second"), {"answer": "decline", "note": "No."})
    assert (second_of(old).answer, second_of(old).reason) == (Answer.DECLINED, "other")


def test_note_of_spaces_is_no_note(team, old):
    blank = {"answer": "decline", "note": "\u00a0", "reason": "nonsense"}
    assert team.post(page_of(old, "on_behalf", "first"), blank).status_code == 422


def test_campus_passes_on_by_hand(team, alpha):
    asked = IntroductionFactory(first=alpha.organisation, second=OrganisationFactory(name="Silent"))
    IntroductionSide.objects.filter(introduction=asked, position="second").update(asked_at=None)
    assert "I have passed it on" in main(team.get(page_of(asked)))
    team.post(page_of(asked, "passed_on", "second"))
    assert "Passed on by hand on" in main(team.get(page_of(asked)))


def test_campus_asks_again(team, old):
    Introduction.objects.update(state=IntroductionState.RETURNED)
    assert "It is back with you" in main(team.get(page_of(old)))
    team.post(page_of(old, "again"))
    old.refresh_from_db()
    assert old.state == IntroductionState.PROPOSED


def test_campus_notes_what_came_of_it(team, alpha, hospital):
    agreed = IntroductionFactory(first=alpha.organisation, second=hospital.organisation, state=IntroductionState.MET)
    page = main(team.get(page_of(agreed)))
    assert "Note what came of it, as they say" in page
    assert alpha.user.email in page
    team.post(page_of(agreed, "outcome_for", "first"), {"outcome": Outcome.HELPED})
    assert first_of(agreed).outcome == Outcome.HELPED
    assert "Nothing to do." in main(team.get(page_of(agreed)))


def test_joint_project_is_begun_with_both_partners(alpha, hospital):
    need = NoticeFactory(organisation=alpha.organisation, title="A trial", themes=[ThemeFactory()])
    agreed = IntroductionFactory(
        first=alpha.organisation, second=hospital.organisation, state=IntroductionState.MET, need=need
    )
    assert "Make it a joint project" in main(alpha.get(page_of(agreed)))
    address = page_of(agreed, "project")
    assert alpha.get(address).context["form"]["title_en"].value() == "A trial"
    assert alpha.post(address, {}).status_code == 422
    alpha.post(address, {"title_en": "A trial"})
    project = JointProject.objects.get()
    assert {partner.organisation.name for partner in project.partners.all()} == {"Alpha", "Hospital"}
    agreed.refresh_from_db()
    assert agreed.project == project
    assert "Make it a joint project" not in main(hospital.get(page_of(agreed)))
    again = hospital.post(address, {"title_en": "Another"}, follow=True)
    assert "a joint project already" in again.content.decode()
    bare = IntroductionFactory(first=alpha.organisation, state=IntroductionState.ACCEPTED)
    assert not alpha.get(page_of(bare, "project")).context["form"]["title_fr"].value()


def test_loads_and_limits(team, alpha, settings):
    settings.INTRODUCTION_LOAD = 1
    address = reverse("introductions:loads")
    assert "No introduction is under way" in main(team.get(address))
    IntroductionFactory(first=alpha.organisation)
    page = main(team.get(address))
    assert "Alpha" in page
    assert "full" in page
    limit = reverse("introductions:limit", args=["alpha"])
    assert "How many introductions Alpha takes" in main(alpha.get(limit))
    past = clock.today() - dt.timedelta(days=1)
    assert alpha.post(limit, {"most": "3", "until": past}).status_code == 422
    assert alpha.post(limit, {"most": "3", "until": clock.today()}).headers["Location"] == "/introductions/"
    assert "until" in main(team.get(address))
    remove = reverse("introductions:limit_remove", args=["alpha"])
    assert team.post(remove).headers["Location"] == address
    hospital = OrganisationFactory(slug="other")
    assert alpha.get(reverse("introductions:limit", args=[hospital.slug])).status_code == 404


def test_templates_are_edited_looked_at_and_given_back(team):
    assert "{first} and {second}" in main(team.get(reverse("introductions:templates")))
    address = reverse("introductions:template", args=["campus", "en"])
    assert "{reasons}" in main(team.get(address))
    words = {"subject": "{first} meets {second}", "text": "{first} needs {need}."}
    example = main(team.post(address, {**words, "preview": "yes"}))
    assert "Start-up A meets Hospital B" in example
    assert "Start-up A needs A hospital that tries our sensor." in example
    assert team.post(address, {**words, "text": "{nothing}"}).status_code == 422
    team.post(address, words)
    assert "changed" in main(team.get(reverse("introductions:templates")))
    assert "Give it its usual words back" in main(team.get(address))
    team.post(reverse("introductions:template_reset", args=["campus", "en"]))
    assert "Give it its usual words back" not in main(team.get(address))
    assert team.get(reverse("introductions:template", args=["nothing", "en"])).status_code == 404


def test_dashboard_of_an_organisation(alpha, hospital, old):
    address = reverse("dashboard:dashboard")
    page = main(alpha.get(address))
    assert "Somebody wants to meet you" in page
    assert "your answer is awaited" in page
    alpha.post(page_of(old, "accept"))
    assert "Somebody wants to meet you" not in main(alpha.get(address))


def test_dashboard_of_the_campus(team, old):
    page = main(team.get(reverse("dashboard:dashboard")))
    assert "1 waits for an answer" in page
    Introduction.objects.update(state=IntroductionState.RETURNED)
    page = main(team.get(reverse("dashboard:dashboard")))
    assert "Alpha and Hospital" in page
    assert "for 10 days" in page


def test_campus_pages_are_not_there_for_others(alpha, old):
    for name in ("board", "loads", "templates"):
        assert alpha.get(reverse(f"introductions:{name}")).status_code == 404
    assert alpha.post(page_of(old, "again")).status_code == 404
    assert alpha.get(page_of(old, "person", "first")).status_code == 404


def test_everything_in_french(team, alpha, hospital, old):
    IntroductionFactory(first=alpha.organisation, second=hospital.organisation, state=IntroductionState.MET)
    for address in (BOARD, page_of(old), reverse("introductions:propose"), reverse("introductions:templates")):
        assert 'lang="fr"' in team.get(address + "?lang=fr").content.decode()
