"""What the team does: the call with its form, the screening, the panel, the jury, the cohort."""

from datetime import timedelta

from parvis.core import clock

TITLE = {"fr": "Appel du parcours", "en": "Call of the journey"}
NEED = {"fr": "Quel besoin, en une phrase ?", "en": "Which need, in one sentence?"}
POINT = {"fr": "Le dossier est complet", "en": "The file is complete"}
PANEL = "Panel of the journey"
JURY = "Jury of the journey"
COHORT = {"fr": "Promotion du parcours", "en": "Cohort of the journey"}


def moment(days):
    """A moment as browsers write it into a field."""
    return (clock.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def day(days):
    """A day as browsers write it into a field."""
    return moment(days)[:10]


def create_call(director):
    """An empty call; gives the path of its page of the team."""
    director.go("/dashboard/").follow("Calls", where=director.page, starts=True)
    director.go("/campus/calls/").follow("New call").looks_well()
    director.fill(title_fr=TITLE["fr"]).press("Save")
    director.reads("The call is created as a draft. Here is what remains to do.").looks_well()
    return director.path()


def write_texts(director, call):
    """The texts in both languages, and a theme."""
    director.go(call).follow("Texts of the call")
    for code in ("fr", "en"):
        director.fill(
            **{
                f"title_{code}": TITLE[code],
                f"summary_{code}": "A summary.",
                f"text_{code}": "A text.",
                f"after_{code}": "We answer in May.",
            }
        )
    director.main.locator("[name=themes]").first.check()
    director.press("Save").reads("The call is saved.")


def build_form(programme, call):
    """The form from the starter, with one question changed, published."""
    programme.go(call).follow("Forms").looks_well()
    programme.main.locator("a[href$='/application/begin/']").click()
    programme.press("Begin").looks_well()
    programme.main.locator("#q-need .pv-outline-label a").click()
    programme.main.locator("[name=label_fr]").wait_for()
    programme.looks_well().fill(label_fr=NEED["fr"], label_en=NEED["en"]).press("Save").finds(NEED["fr"])
    programme.follow("Preview").finds(NEED[programme.language]).looks_well()
    programme.page.go_back()
    programme.follow("Publish…").looks_well().press("Publish")


def frame_and_open(programme, call):
    """A round, a point of the screening, and the call opens."""
    programme.go(call).follow("Rounds").fill(
        name_fr="Tour 1", name_en="Round 1", opens_at=moment(-2), closes_at=moment(20), places="1"
    )
    programme.press("Add the round").looks_well()
    programme.go(call).follow("Points of the screening").fill(label_fr=POINT["fr"], label_en=POINT["en"])
    programme.press("Add the point").finds(POINT[programme.language]).looks_well()
    programme.go(call).looks_well().follow("Open the call", context="call").press("Open the call", context="call")
    programme.reads("The call is open.")


def admit(programme, call, references):
    """Look at each application, tick the point of the screening, and admit it."""
    programme.go(call).follow("Applications and screening").looks_well()
    for reference in references:
        programme.go(f"{call}applications/").click(f"a[href*='/{reference}/']")
        programme.looks_well().main.locator("[type=radio][value=yes]").first.check()
        programme.press("Save the points").follow("Admit to the review", starts=True)
        programme.press("Admit to the review").reads("%(reference)s: done.", reference=reference)


def make_cohort(director):
    """A cohort of those who confirmed, not published yet; gives its public path."""
    director.go("/campus/cohorts/").looks_well().follow("Make a cohort").looks_well()
    director.main.locator("[name=round]").select_option(index=1)
    director.fill(name_fr=COHORT["fr"], name_en=COHORT["en"], starts_on=day(60)).press("Make it").looks_well()
    return director.address_of("See the page")
