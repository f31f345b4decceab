"""Applications for those who run their call: list, file, many at once, one by one, sponsorship, cards."""

import csv
import io

import pytest
from bs4 import BeautifulSoup

from parvis.base.accounts.enums import Role
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.domain.calls.enums import ApplicationState as State
from parvis.domain.calls.models import Application, CorrectionRequest, ScreeningCheck, Sponsorship, StageSheet
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import (
    ApplicationFactory,
    ApplicationVersionFactory,
    CallFactory,
    CallFormFactory,
    CallManagerFactory,
    ChecklistItemFactory,
    CorrectionRequestFactory,
    RoundFactory,
    ScreeningCheckFactory,
    SponsorshipFactory,
)
from tests.factories.campus import CampusFactory, FoundingMemberFactory
from tests.factories.directory import AccessFactory, OrganisationFactory
from tests.factories.forms import sheet_with, small_form
from tests.factories.reference import ThemeFactory
from tests.support.htmx import normal, swap
from tests.support.meanwhile import meanwhile
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(sign_in):
    CampusFactory()
    return sign_in(account_with(Role.PROGRAMME))


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return text_of(response)


def page_of(application):
    return f"/campus/calls/{application.call.slug}/applications/{application.reference}/"


@pytest.fixture
def one(team):
    """A submitted application with two versions of answers."""
    version = small_form()
    application = ApplicationFactory(
        call=RoundFactory(call__slug="summer").call,
        sheet__version=version,
        organisation__name="Énergie Cœur",
        title="Télésurveillance",
        themes=[ThemeFactory()],
        version=2,
        language="fr",
    )
    for number, name in ((1, "First name"), (2, "=Second name")):
        ApplicationVersionFactory(
            application=application, number=number, form_version=version, answers={"name": name, "device": "yes"}
        )
    return application


def test_list_finds_orders_and_hides_drafts(team, one):
    ApplicationFactory(call=one.call, organisation__name="Bravo")
    ApplicationFactory(call=one.call, organisation__name="Hidden draft", state=State.DRAFT)
    text = read(team, "/campus/calls/summer/applications/?order=organisation")
    assert text.index("Bravo") < text.index("Énergie Cœur")
    assert "Hidden draft" not in text
    assert "1 draft that stays" in text
    assert "Bravo" not in read(team, "/campus/calls/summer/applications/?q=energie+COEUR&state=submitted")
    assert "Take a filter away" in read(team, "/campus/calls/summer/applications/?q=zzz")
    assert "once they are submitted" in read(team, f"/campus/calls/{CallFactory().slug}/applications/")


def test_fragment_equals_reload(team, one):
    path = "/campus/calls/summer/applications/"
    page = team.get(path).content.decode()
    fragment = team.get(f"{path}?q=zzz", headers={"hx-request": "true", "hx-target": "applications"}).content.decode()
    whole = team.get(f"{path}?q=zzz").content.decode()
    swapped = BeautifulSoup(swap(page, fragment, target="#applications"), "html.parser").find(id="applications")
    assert normal(str(swapped)) == normal(str(BeautifulSoup(whole, "html.parser").find(id="applications")))


def test_list_costs_the_same_with_one_row_and_with_three(team, one):
    path = "/campus/calls/summer/applications/"
    team.get(path)
    first = count_queries(lambda: team.get(path))
    for _ in range(2):
        row = ApplicationFactory(call=one.call, themes=[ThemeFactory()], round=one.call.rounds.get())
        SponsorshipFactory(application=row)
        ScreeningCheckFactory(application=row, is_met=False)
        CorrectionRequestFactory(application=row)
    assert count_queries(lambda: team.get(path)) == first
    assert first <= 20


def test_export_holds_the_same_rows_and_no_formula(team, one):
    Application.objects.update(title="=1+1")
    response = team.get("/campus/calls/summer/applications/export.csv?q=energie")
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert [row["organisation"] for row in rows] == ["Énergie Cœur"]
    assert rows[0]["title"].startswith("'=")
    workbook = team.get("/campus/calls/summer/applications/export.xlsx")
    assert b"".join(workbook.streaming_content).startswith(b"PK")
    workbook.close()


def test_many_are_dismissed_after_a_question(team, one):
    path = "/campus/calls/summer/applications/bulk/"
    asked = team.post(path, {"act": "dismiss", "application": [one.pk]})
    assert "1 application is chosen" in text_of(asked)
    assert Application.objects.get().state == State.SUBMITTED
    values = {"act": "dismiss", "application": [one.pk], "sure": "yes", "message_fr": "Désolés", "message_en": "Sorry"}
    assert "This field is required" in text_of(team.post(path, values))
    assert "1 application changed" in text_of(team.post(path, {**values, "reason": "Hors sujet"}, follow=True))
    assert Application.objects.get().state == State.DISMISSED
    assert "Désolés" in Mail.objects.get().text


def test_everything_that_fits_is_admitted_and_what_cannot_be_is_named(team, one):
    for _ in range(6):
        ApplicationFactory(call=one.call, state=State.REJECTED)
    path = "/campus/calls/summer/applications/bulk/"
    values = {"act": "admit", "everything": "yes", "sure": "yes"}
    text = text_of(team.post(f"{path}?state=submitted", values, follow=True))
    assert "1 application changed" in text
    assert "And 1 more" in text_of(team.post(path, values, follow=True)).replace("And 2 more", "And 1 more")


def test_many_are_attached_to_a_round(team, one):
    path, target = "/campus/calls/summer/applications/bulk/", one.call.rounds.get()
    values = {"act": "attach", "application": [one.pk], "sure": "yes", "one": target.pk}
    team.post(path, values)
    assert Application.objects.get().round == target
    assert "Choose at least one" in text_of(team.post(path, {"act": "attach"}, follow=True))
    assert team.post(path, {"act": "explode"}).status_code == 404


def test_application_is_read_as_it_was_submitted(team, one):
    text = read(team, page_of(one))
    assert "Second name" in text
    assert "First name" in read(team, f"{page_of(one)}?version=1")
    for wrong in ("9", "x"):
        assert team.get(f"{page_of(one)}?version={wrong}").status_code == 404
    assert "No version" in read(team, page_of(ApplicationFactory()))


def test_next_and_previous_follow_the_list(team, one):
    others = [ApplicationFactory(call=one.call, reference=f"2030-000{n}") for n in (1, 2)]
    soup = BeautifulSoup(team.get(f"{page_of(others[0])}?state=submitted").content, "html.parser")
    links = {link["data-parvis-key"]: link["href"] for link in soup.select("nav a[data-parvis-key]")}
    assert links["n"].startswith(page_of(others[1]))
    assert links["p"].startswith(page_of(one))
    assert links["n"].endswith("?state=submitted")


def test_page_costs_the_same_however_much_happened(team, one):
    point = ChecklistItemFactory(call=one.call)
    ScreeningCheckFactory(application=one, item=point)
    SponsorshipFactory(application=one)
    CorrectionRequestFactory(application=one, answered_at=clock.now())
    team.get(page_of(one))
    first = count_queries(lambda: team.get(page_of(one)))
    for _ in range(2):
        SponsorshipFactory(application=one)
        ChecklistItemFactory(call=one.call)
        CorrectionRequestFactory(application=one, closed_at=clock.now())
        ApplicationFactory(call=one.call)
    assert count_queries(lambda: team.get(page_of(one))) == first
    assert first <= 20


def test_drafts_and_applications_of_others_do_not_exist(team, one, sign_in):
    draft = ApplicationFactory(call=one.call, state=State.DRAFT)
    assert team.get(page_of(draft)).status_code == 404
    for user in (UserFactory(), CallManagerFactory().user, one.created_by):
        assert sign_in(user).get(page_of(one)).status_code == 404


def test_points_are_checked_on_the_page(team, one):
    point = ChecklistItemFactory(call=one.call)
    values = {f"met-{point.pk}": "no", f"note-{point.pk}": "Pas de SIREN"}
    assert "The points are saved" in text_of(team.post(f"{page_of(one)}checks/", values, follow=True))
    assert (ScreeningCheck.objects.get().is_met, ScreeningCheck.objects.get().note) == (False, "Pas de SIREN")
    long = {f"note-{point.pk}": "x" * 501}
    assert "not saved" in text_of(team.post(f"{page_of(one)}checks/", long, follow=True))


def test_admit_dismiss_and_take_up_again(team, one):
    assert team.get(f"{page_of(one)}admit/").status_code == 200
    team.post(f"{page_of(one)}admit/", {"reason": "Fits"})
    assert Application.objects.get().state == State.IN_REVIEW
    assert "cannot be done" in text_of(team.post(f"{page_of(one)}admit/", {}, follow=True))
    assert "Bonjour" in team.get(f"{page_of(one)}dismiss/").content.decode()
    assert "Say why" in text_of(team.post(f"{page_of(one)}dismiss/", {"reason": "  "})).replace(
        "This field is required", "Say why"
    )
    team.post(f"{page_of(one)}dismiss/", {"reason": "Hors sujet", "message": "Désolés"})
    assert "What the applicant was told" in read(team, page_of(one))
    team.post(f"{page_of(one)}recall/", {})
    assert Application.objects.get().state == State.SUBMITTED
    assert team.get(f"{page_of(one)}explode/").status_code == 404


def test_a_correction_is_asked_and_taken_back(team, one):
    path = f"{page_of(one)}correct/"
    assert "Bonjour" in team.get(path).content.decode()
    values = {"questions": ["name"], "message": "Complétez", "due_at": "2031-01-01T12:00"}
    assert "Choose a moment" in text_of(team.post(path, {**values, "due_at": "2001-01-01T12:00"}))
    assert "asked by mail" in text_of(team.post(path, values, follow=True))
    assert "open already" in text_of(team.post(path, values, follow=True))
    row = CorrectionRequest.objects.get()
    close = f"{page_of(one)}corrections/{row.pk}/close/"
    assert "The request is taken back" in text_of(team.post(close, follow=True))
    assert "taken back already" in text_of(team.post(close, follow=True))


def test_a_later_form_is_asked_and_its_answers_are_read(team, one):
    path = f"{page_of(one)}ask/"
    assert "Ask for a form" not in read(team, page_of(one))
    assert "no form to ask for" in text_of(team.get(path, follow=True))
    asked = small_form()
    CallFormFactory(call=one.call, stage="interview", form=asked.form)
    Application.objects.update(state=State.SHORTLISTED)
    assert "Ask for a form" in read(team, page_of(one))
    assert "before the interview" in read(team, path)
    values = {"stage": "interview", "due_at": "2031-01-01T12:00"}
    assert "has passed" in text_of(team.post(path, {**values, "due_at": "2001-01-01T12:00"}))
    assert "until 1 January 2031" in text_of(team.post(path, values, follow=True))
    assert Mail.objects.filter(kind="applying.later_form_asked").exists()
    sheet = sheet_with(asked, {"name": "What we show you"})
    StageSheet.objects.update(sheet=sheet)
    assert "What we show you" not in read(team, page_of(one))
    StageSheet.objects.update(submitted_at=clock.now())
    assert "What we show you" in read(team, page_of(one))


def test_a_later_form_that_somebody_else_asked_for_meanwhile_is_not_asked_twice(team, one):
    asked = small_form()
    CallFormFactory(call=one.call, stage="acceptance", form=asked.form)
    Application.objects.update(state=State.ACCEPTED)

    def ask():
        StageSheet.objects.create(application=one, stage="acceptance", sheet=sheet_with(asked, {}))

    with meanwhile(ask, before='INSERT INTO "calls_stagesheet"'):
        page = team.post(f"{page_of(one)}ask/", {"stage": "acceptance"}, follow=True)
    assert "asked for already" in text_of(page)


def test_one_is_attached_to_a_round(team, one):
    target = one.call.rounds.get()
    assert team.get(f"{page_of(one)}attach/").status_code == 200
    assert "attached to the round" in text_of(team.post(f"{page_of(one)}attach/", {"one": target.pk}, follow=True))
    Application.objects.update(state=State.ACCEPTED)
    assert "no longer change" in text_of(team.post(f"{page_of(one)}attach/", {"one": target.pk}, follow=True))


def test_founding_member_speaks_for_an_applicant(one, sign_in):
    sponsor = FoundingMemberFactory().organisation
    founder = sign_in(AccessFactory(organisation=sponsor).user)
    ApplicationFactory(call__organiser=OrganisationFactory(), organisation__name="Of a partner")
    text = read(founder, "/campus/sponsorships/?q=energie")
    assert "Énergie Cœur" in text
    assert "Second name" not in text
    assert "Of a partner" not in read(founder, "/campus/sponsorships/")
    assert "No application fits" in read(founder, "/campus/sponsorships/?q=zzz")
    path = f"/campus/sponsorships/{one.reference}/"
    assert founder.get(path).status_code == 200
    assert "Thank you" in text_of(founder.post(path, {"sponsor": sponsor.pk, "note": "We know them"}, follow=True))
    assert "already" in text_of(founder.post(path, {"sponsor": sponsor.pk}, follow=True))
    row = Sponsorship.objects.get()
    assert "We know them" in read(founder, path)
    assert "taken back" in text_of(founder.post(f"{path}{row.pk}/remove/", follow=True))
    assert sign_in(UserFactory()).get("/campus/sponsorships/").status_code == 404
    assert sign_in(UserFactory()).get(path).status_code == 404
    assert sign_in(UserFactory()).post(f"{path}{row.pk}/remove/").status_code == 404


def test_dashboard_says_what_waits_and_what_is_open(team, one, sign_in):
    CorrectionRequestFactory(application=one, answered_at=clock.now())
    text = read(team, "/dashboard/")
    assert "1 to screen" in text
    assert "1 correction came back" in text
    visitor = read(sign_in(UserFactory()), "/dashboard/")
    assert "Open calls" in visitor
    assert "to screen" not in visitor
