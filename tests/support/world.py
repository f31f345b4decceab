"""A small campus with one account per role and one of each thing, twice: once for "own", once for "other"."""

from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace

from parvis.base.accounts.enums import Role
from parvis.base.forms.selectors import kept_texts
from parvis.base.forms.services import begin_draft
from parvis.base.jobs.models import Job, Progress
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.domain.applying.services.submitting import submit_application
from parvis.domain.calls.enums import ApplicationState
from parvis.domain.campus.models import Campus, FoundingMember
from parvis.domain.cohorts.enums import CohortState, DecisionState
from parvis.domain.directory.enums import AccessLevel, Scheme
from parvis.domain.introductions.enums import IntroductionState, ProposedBy
from parvis.domain.linking.enums import Verdict
from parvis.domain.linking.models import Batch, Judgement, PairFile
from parvis.domain.linking.services.merging import merge_organisations
from parvis.domain.projects.models import ProjectImport
from parvis.domain.reviews.models import Tie
from parvis.domain.sites.models import Site
from parvis.domain.sources.models import Change, ImportRun, SavedMapping
from tests.factories import calls as make_calls
from tests.factories import cohorts
from tests.factories import directory as make
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import CallFactory, CallFormFactory, CollaboratorFactory
from tests.factories.forms import small_form
from tests.factories.introductions import IntroductionFactory
from tests.factories.linking import CandidatePairFactory
from tests.factories.matchmaking import OpenNoticeFactory, OpenOpportunityFactory, OpinionFactory
from tests.factories.needs import InterestFactory, NoticeFactory, OpportunityImportFactory
from tests.factories.projects import ParticipationFactory
from tests.factories.reference import CommuneFactory, ThemeFactory
from tests.factories.reviews import AssignmentFactory, ConflictFactory, CriterionFactory, PanelFactory, ReviewerFactory
from tests.support.applying import NEED, a_call, a_draft, fill, write
from tests.support.joint_projects import of_joint_projects
from tests.support.selections import of_selection

TEAM = {
    "site": Role.SITE,
    "community": Role.COMMUNITY,
    "programme": Role.PROGRAMME,
    "administrator": Role.ADMINISTRATOR,
}
ACTORS = ("anonymous", "visitor", "reviewer", "founding", "reader", "editor", "owner", *TEAM)


@dataclass
class World:
    """Accounts by actor name, and the things by scope ("own" or "other")."""

    users: dict = field(default_factory=dict)
    things: dict = field(default_factory=dict)
    clients: dict = field(default_factory=dict)

    def of(self, scope):
        """The things of one scope."""
        return self.things[scope]


def build_world():
    """Make everything that some address needs; "own" is the organisation of reader, editor and owner."""
    world = World()
    Campus.objects.update_or_create(pk=1, defaults={"name": "Campus"})
    commune, theme = CommuneFactory(), ThemeFactory()
    world.users = {"visitor": UserFactory(), "reviewer": account_with(Role.REVIEWER)}
    world.users |= {name: account_with(role) for name, role in TEAM.items()}
    for scope in ("own", "other"):
        world.things[scope] = things(scope, commune, theme)
    own = world.of("own").organisation
    for level in (AccessLevel.READER, AccessLevel.EDITOR, AccessLevel.OWNER):
        world.users[level.value] = make.AccessFactory(organisation=own, level=level, user=UserFactory()).user
    for scope, writer in (("own", world.users["owner"]), ("other", world.of("other").asker)):
        world.of(scope).__dict__.update(of_applying(world.of(scope).organisation, writer))
    CollaboratorFactory(application=world.of("own").written, user=world.users["editor"])
    founder = make.OrganisationFactory(name="Founder", slug="founder")
    world.users["founding"] = make.AccessFactory(organisation=founder, level=AccessLevel.OWNER).user
    member = FoundingMember.objects.create(organisation=founder)
    for scope in ("own", "other"):
        vars(world.of(scope)).update(of_juries(world.of(scope).organisation, world.users["founding"]))
    for scope in ("own", "other"):
        asked = IntroductionFactory(first=world.of(scope).organisation, proposed_by=ProposedBy.FIRST)
        world.of(scope).introduction = asked
        world.of(scope).agreed = IntroductionFactory(
            first=world.of(scope).organisation, state=IntroductionState.ACCEPTED
        )
        vars(world.of(scope)).update(of_suggestions(world.of(scope).organisation))
        vars(world.of(scope)).update(of_joint_projects(world.of(scope).organisation))
    site = Site.objects.create(name="Site", slug="site", commune=commune)
    for scope, reviewer in (("own", world.users["reviewer"]), ("other", UserFactory())):
        vars(world.of(scope)).update(of_reviews(reviewer))
    for scope in ("own", "other"):
        world.of(scope).founding_member, world.of(scope).site = member, site
    own_call = world.of("own").call
    make_calls.CallManagerFactory(call=own_call, user=world.users["owner"])
    for scope in ("own", "other"):
        world.of(scope).sponsorship = make_calls.SponsorshipFactory(
            application=world.of(scope).unsponsored, sponsor=founder
        )
    return world


def of_call(call):
    """A partner's programme with one of each thing, and an application to a call of the campus itself."""
    one = make_calls.RoundFactory(call=call)
    application = make_calls.ApplicationFactory(call=call)
    return {
        "round": one,
        "application": application,
        "point": make_calls.ChecklistItemFactory(call=call),
        "manager": make_calls.CallManagerFactory(call=call),
        "late": make_calls.LateAccessFactory(round=one),
        "asked": make_calls.CorrectionRequestFactory(application=application),
        "unsponsored": make_calls.ApplicationFactory(),
    }


def of_suggestions(organisation):
    """A need, a call to partner for, and what was said of a suggestion."""
    return {
        "looked_for": OpenNoticeFactory(organisation=organisation),
        "partner_call": OpenOpportunityFactory(),
        "opinion": OpinionFactory(organisation=organisation),
    }


def of_linking(organisation, judge):
    """A pair that waits, a merge with its judgement, and a common confirmation."""
    pair = CandidatePairFactory(left=organisation)
    judgement = Judgement.objects.create(
        left_source="ror", left_key=f"a{pair.pk}", right_source="ror", right_key=f"b{pair.pk}", verdict=Verdict.SAME
    )
    merge = merge_organisations(
        actor=None, survivor=make.OrganisationFactory(), absorbed=make.OrganisationFactory(), judgement=judgement
    )
    batch = Batch.objects.create(threshold=0.9, seed=1, pairs=[pair.pk], sample=[pair.pk], made_by=judge)
    file = PairFile.objects.create(file_name="pairs.csv", made_by=judge)
    return {"pair": pair, "judgement": judgement, "merge": merge, "batch": batch, "pair_file": file}


def of_reviews(user):
    """A panel that reviews, on which the account sits and was given an application."""
    reviewer = ReviewerFactory(panel=PanelFactory(), user=user)
    criterion = CriterionFactory(panel=reviewer.panel)
    assignment = AssignmentFactory(reviewer=reviewer)
    tie = Tie.objects.create(reviewer=reviewer, organisation=make.OrganisationFactory())
    conflict = ConflictFactory(reviewer=reviewer)
    given = {"assignment": assignment, "given": assignment.application}
    return {
        "panel": reviewer.panel,
        "reviewer": reviewer,
        "criterion": criterion,
        "conflict": conflict,
        "tie": tie,
    } | given


def of_calls(organisation):
    """A call of the organisation with its form: a version that is asked, and the draft of the next one."""
    version, call = small_form(), CallFactory(organiser=organisation)
    CallFormFactory(call=call, form=version.form)
    begin_draft(actor=None, form=version.form)
    return {"call": call, "form": version.form, **of_call(call)}


def of_applying(organisation, writer):
    """An application that was submitted twice, with a colleague who was invited and a text that was kept."""
    call = a_call()
    application = fill(a_draft(call=call, actor=writer, organisation=organisation))
    for text in ("First", "Second"):
        write(application, NEED, text, revision=None)
        submit_application(actor=writer, application=application)
    write(application, NEED, "Overtaken", revision=0)
    application.refresh_from_db()
    return {
        "open_call": call,
        "written": application,
        "colleague": CollaboratorFactory(application=application, user=None),
        "kept": kept_texts(application.sheet)[NEED][0],
    }


def things(scope, commune, theme):
    """One organisation and all that hangs on it."""
    organisation = make.OrganisationFactory(
        name=f"Organisation {scope}",
        slug=f"organisation-{scope}",
        commune=commune,
        department=commune.department,
        region=commune.department.region,
        latitude=48.85,
        longitude=2.34,
        website="https://example.org/",
        themes=[theme],
    )
    asker = UserFactory()
    person = make.PersonFactory(name=f"Person {scope}", slug=f"person-{scope}")
    job = Job.objects.create(name="world.nothing", created_by=asker)
    Progress.objects.create(job=job)
    run = staged_run(organisation, job)
    return SimpleNamespace(
        organisation=organisation,
        asker=asker,
        person=person,
        membership=make.MembershipFactory(person=person, organisation=organisation),
        access=make.AccessFactory(organisation=organisation, user=asker, level=AccessLevel.READER),
        invitation=make.InvitationFactory(organisation=organisation, expires_at=clock.now() + timedelta(days=7)),
        claim=make.ClaimFactory(organisation=organisation, asked_by=asker),
        correction=make.CorrectionFactory(
            organisation=organisation, asked_by=asker, changes={"city": {"old": "", "new": "Lyon"}}
        ),
        person_claim=make.PersonClaimFactory(person=person, asked_by=UserFactory()),
        identifier=make.IdentifierFactory(organisation=organisation, scheme=Scheme.LABEL),
        name=make.NameFactory(organisation=organisation),
        link=make.LinkFactory(organisation=organisation),
        relation=make.RelationFactory(child=organisation),
        commune=commune,
        department=commune.department,
        region=commune.department.region,
        theme=theme,
        job=job,
        project=ParticipationFactory(organisation=organisation).project,
        mail=Mail.objects.create(to=asker.email, subject="Hello", text="Hello"),
        **of_linking(organisation, asker),
        **of_selection(),
        **of_calls(organisation),
        **of_needs(organisation),
        run=run,
        project_run=ProjectImport.objects.create(source="anr", state="staged", job_id=job.pk, counts={"new": 1}),
        mapping=SavedMapping.objects.create(name=f"Table {scope}", columns={"nom": "name"}, is_ready=True),
        line=Change.objects.filter(run=run).first(),
    )


def of_needs(organisation):
    """A need of the organisation and one of another, a call that it would answer, and a file of calls."""
    interest = InterestFactory(organisation=organisation)
    return {
        "notice": NoticeFactory(organisation=organisation),
        "foreign_notice": NoticeFactory(),
        "opportunity": interest.opportunity,
        "interest": interest,
        "staged_calls": OpportunityImportFactory(),
    }


def of_juries(organisation, juror):
    """A jury on which somebody sits: an applicant that knows it is accepted, a letter, a slot, a note, a cohort."""
    jury = cohorts.JuryFactory()
    application = cohorts.before(jury, organisation=organisation, state=ApplicationState.ACCEPTED)
    decision = cohorts.DecisionFactory(jury=jury, application=application, state=DecisionState.NOTIFIED)
    cohort = cohorts.CohortFactory(round=jury.round, state=CohortState.PUBLISHED)
    return {
        "jury": jury,
        "decided_round": jury.round,
        "juror": cohorts.JurorFactory(jury=jury, user=juror),
        "judged": application,
        "decision": decision,
        "letter": cohorts.LetterFactory(decision=decision),
        "slot": cohorts.InterviewFactory(jury=jury),
        "note": cohorts.JurorNoteFactory(jury=jury, application=application),
        "cohort": cohort,
        "cohort_member": cohorts.CohortMemberFactory(cohort=cohort, organisation=organisation),
    }


def staged_run(organisation, job):
    """An import that waits to be looked at, with one line of each look."""
    run = ImportRun.objects.create(
        source="ror",
        file_name="ror.csv",
        sha256="0" * 64,
        state="staged",
        job_id=job.pk,
        counts={"read": 3, "refused": 1},
    )
    place = {"field": "place", "before": "Paris", "after": "Lyon", "was": "Paris", "is": "Paris", "by": "human"}
    name = {"field": "names", "after": ["Alpha", "acronym"]}
    Change.objects.create(
        run=run, kind="changed", line=2, key="1", name="A", organisation=organisation, details=[place]
    )
    Change.objects.create(run=run, kind="new", line=3, key="2", name="B", details=[name], is_news=True)
    why = {"field": "refused", "column": "lat", "message": "not a number"}
    Change.objects.create(run=run, kind="refused", line=4, details=[why])
    return run
