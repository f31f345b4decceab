"""Calls, rounds and applications."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from parvis.base.forms.models import AnswerSheet
from parvis.core import clock
from parvis.domain.calls.enums import ENDED, ApplicationState, CallState, FormStage, Right
from parvis.domain.calls.models import (
    Application,
    ApplicationVersion,
    Call,
    CallForm,
    CallManager,
    ChecklistItem,
    Collaborator,
    CorrectionRequest,
    CurrentApplication,
    LateAccess,
    Round,
    ScreeningCheck,
    Sponsorship,
)
from parvis.domain.directory.models import Access
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganisationFactory
from tests.factories.forms import FormFactory, VersionFactory


class AnswerSheetFactory(DjangoModelFactory):
    class Meta:
        model = AnswerSheet

    version = factory.SubFactory(VersionFactory)


class CallFactory(DjangoModelFactory):
    """An open call of the campus, without a round; `themes` may be a list."""

    class Meta:
        model = Call
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"call-{n}")
    title_fr = factory.Sequence(lambda n: f"Appel {n}")
    title_en = factory.Sequence(lambda n: f"Call {n}")
    summary_fr = "Un appel pour les essais."
    summary_en = "A call for tests."
    text_fr = "Ce que nous cherchons."
    text_en = "What we look for."
    state = CallState.OPEN
    opened_at = factory.Maybe(
        factory.LazyAttribute(lambda call: call.state != CallState.DRAFT), factory.LazyFunction(clock.now), None
    )

    @factory.post_generation
    def themes(self, _create, extracted, **_kwargs):
        if extracted:
            self.themes.set(extracted)


class RoundFactory(DjangoModelFactory):
    """A round that has been open for a week, and closes in three weeks."""

    class Meta:
        model = Round

    call = factory.SubFactory(CallFactory)
    position = factory.Sequence(lambda n: n)
    name_fr = factory.Sequence(lambda n: f"Relève {n}")
    name_en = factory.Sequence(lambda n: f"Round {n}")
    opens_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=7))
    closes_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=21))


class CallFormFactory(DjangoModelFactory):
    class Meta:
        model = CallForm

    call = factory.SubFactory(CallFactory)
    stage = FormStage.APPLICATION
    form = factory.SubFactory(FormFactory)


class CallManagerFactory(DjangoModelFactory):
    """A manager, with the right over the organiser that goes with it where the call has one."""

    class Meta:
        model = CallManager
        skip_postgeneration_save = True

    call = factory.SubFactory(CallFactory)
    user = factory.SubFactory(UserFactory)

    @factory.post_generation
    def access(self, _create, _extracted, **_kwargs):
        if self.call.organiser_id:
            Access.objects.get_or_create(
                user=self.user, organisation_id=self.call.organiser_id, defaults={"level": "reader"}
            )


class ChecklistItemFactory(DjangoModelFactory):
    class Meta:
        model = ChecklistItem

    call = factory.SubFactory(CallFactory)
    position = factory.Sequence(lambda n: n)
    label_fr = factory.Sequence(lambda n: f"Point {n} à vérifier")
    label_en = factory.Sequence(lambda n: f"Point {n} to check")


class ApplicationFactory(DjangoModelFactory):
    """A submitted application, with the row of those under way; `state` may be another one, `themes` a list."""

    class Meta:
        model = Application
        skip_postgeneration_save = True

    reference = factory.Sequence(lambda n: f"2020-{n + 1:04}")
    call = factory.SubFactory(CallFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    sheet = factory.SubFactory(AnswerSheetFactory)
    title = factory.Sequence(lambda n: f"Project {n}")
    state = ApplicationState.SUBMITTED
    language = "en"
    created_by = factory.SubFactory(UserFactory)
    version = factory.LazyAttribute(lambda one: int(one.state != ApplicationState.DRAFT))
    submitted_at = factory.LazyAttribute(lambda one: clock.now() if one.version else None)
    submitted_by = factory.LazyAttribute(lambda one: one.created_by if one.version else None)

    @factory.post_generation
    def under_way(self, _create, _extracted, **_kwargs):
        if self.state not in ENDED:
            CurrentApplication.objects.create(call=self.call, organisation=self.organisation, application=self)

    @factory.post_generation
    def themes(self, _create, extracted, **_kwargs):
        if extracted:
            self.themes.set(extracted)


class ApplicationVersionFactory(DjangoModelFactory):
    class Meta:
        model = ApplicationVersion

    application = factory.SubFactory(ApplicationFactory)
    number = 1
    form_version = factory.SelfAttribute("application.sheet.version")
    submitted_at = factory.LazyFunction(clock.now)


class CollaboratorFactory(DjangoModelFactory):
    """A colleague who has accepted; without `user` one who has not."""

    class Meta:
        model = Collaborator

    application = factory.SubFactory(ApplicationFactory)
    user = factory.SubFactory(UserFactory)
    email = factory.LazyAttribute(lambda one: one.user.email if one.user else "colleague@example.org")
    right = Right.EDIT
    token_hash = factory.Sequence(lambda n: f"{n:064}")
    expires_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=14))
    accepted_at = factory.LazyAttribute(lambda one: clock.now() if one.user else None)


class LateAccessFactory(DjangoModelFactory):
    """For two days after now; the round is that of the call."""

    class Meta:
        model = LateAccess

    round = factory.SubFactory(RoundFactory)
    call = factory.SelfAttribute("round.call")
    email = factory.Sequence(lambda n: f"late{n}@example.org")
    reason = "The power was cut."
    token_hash = factory.Sequence(lambda n: f"late{n:060}")
    until = factory.LazyFunction(lambda: clock.now() + timedelta(days=2))


class ScreeningCheckFactory(DjangoModelFactory):
    class Meta:
        model = ScreeningCheck

    application = factory.SubFactory(ApplicationFactory)
    item = factory.SubFactory(ChecklistItemFactory, call=factory.SelfAttribute("..application.call"))
    is_met = True


class CorrectionRequestFactory(DjangoModelFactory):
    class Meta:
        model = CorrectionRequest

    application = factory.SubFactory(ApplicationFactory)
    questions = factory.LazyFunction(lambda: ["question-1"])
    message = "Please complete this."
    due_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=5))


class SponsorshipFactory(DjangoModelFactory):
    class Meta:
        model = Sponsorship

    application = factory.SubFactory(ApplicationFactory)
    sponsor = factory.SubFactory(OrganisationFactory)
