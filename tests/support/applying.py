"""A call that takes applications, and an application in it, as the tests of applying need them."""

from datetime import timedelta

from parvis.base.forms.enums import QuestionKind
from parvis.core import clock
from parvis.domain.applying.services.beginning import begin_application
from parvis.domain.applying.services.writing import write_answer
from parvis.domain.calls.enums import FormStage
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, CallFormFactory, RoundFactory
from tests.factories.directory import OrganisationFactory
from tests.factories.forms import QuestionFactory, SectionFactory, VersionFactory
from tests.factories.reference import ThemeFactory

NEED, MARKET, DECK = "need", "market", "deck"


def a_form(form=None):
    """A published version with a required long text, a free number and a file."""
    version = VersionFactory(**({"form": form} if form else {}), number=1)
    section = SectionFactory(version=version, key="project", label_fr="Projet", label_en="Project")
    QuestionFactory(section=section, key=NEED, kind=QuestionKind.LONG, is_required=True, options={"limit": 200})
    QuestionFactory(section=section, key=MARKET, kind=QuestionKind.NUMBER)
    QuestionFactory(section=section, key=DECK, kind=QuestionKind.FILES, options={"types": ["pdf"], "most": 2})
    return version


def a_call(*, closes_in=timedelta(days=21), **values):
    """An open call with a form, a theme and, unless it is rolling, a round."""
    call = CallFactory(themes=[ThemeFactory()], **values)
    CallFormFactory(call=call, form=a_form().form)
    if not call.is_rolling:
        RoundFactory(call=call, closes_at=clock.now() + closes_in if closes_in else None)
    return call


def a_draft(*, call=None, actor=None, organisation=None):
    """A draft that its first writer has just begun."""
    return begin_application(
        actor=actor or UserFactory(), call=call or a_call(), organisation=organisation or OrganisationFactory()
    )


def write(application, key, raw, *, actor=None, revision=0, **values):
    """Write one answer, as whoever began the application unless `actor` says otherwise."""
    return write_answer(
        actor=actor or application.created_by, application=application, key=key, raw=raw, revision=revision, **values
    )


def fill(application):
    """Answer everything that is required."""
    write(application, "_title", "Project")
    write(application, "_themes", [application.call.themes.get().code])
    write(application, NEED, "Beds are short.")
    return application


def asked_later(call, stage=FormStage.INTERVIEW):
    """A published form of a later stage."""
    version = VersionFactory(number=1)
    QuestionFactory(section=SectionFactory(version=version), key="slot", kind=QuestionKind.SHORT, is_required=True)
    CallFormFactory(call=call, stage=stage, form=version.form)
    return version
