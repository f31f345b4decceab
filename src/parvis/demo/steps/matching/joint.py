"""Joint projects of invented organisations, in every state, with milestones, funding and news."""

from decimal import Decimal

from django.db import transaction

from parvis.core.bus import publish
from parvis.demo.context import Context
from parvis.demo.steps.matching.days import ago, day
from parvis.demo.tables import invented, owner_of, read_table
from parvis.domain.directory.services.organisations import free_slug
from parvis.domain.joint_projects.enums import Consent, Origin
from parvis.domain.joint_projects.events import JointProjectChanged
from parvis.domain.joint_projects.models import Funding, JointProject, Milestone, News, Partner
from parvis.domain.reference.models import Theme


def build(context: Context) -> None:
    """Write all of them in one transaction, unless they are there."""
    rows = read_table("joint_projects")
    if not JointProject.objects.filter(is_invented=True).exists():
        with transaction.atomic():
            for row in rows:
                _write(row)
    context.say(f"{len(rows)} joint projects of invented organisations")


def projects_by_key() -> dict[str, JointProject]:
    """The invented joint projects by their keys."""
    titles = {row["title_fr"]: row["key"] for row in read_table("joint_projects")}
    return {titles[one.title_fr]: one for one in JointProject.objects.filter(is_invented=True, title_fr__in=titles)}


def _write(row: dict[str, str]) -> None:
    began, (heard, news) = int(row["began"]), row["news"].split(":", 1)
    coordinator = invented(row["partners"].split(":")[0])
    project = JointProject(
        slug=free_slug(row["title_fr"], JointProject),
        state_on=ago(heard if row["state"] in ("finished", "abandoned") else began).date(),
        starts_on=ago(began).date() if row["state"] != "idea" else None,
        ends_on=day(row["ends"]),
        why_abandoned=row["why"],
        origin=Origin.INTRODUCTION,
        news_at=ago(heard),
        created_by=owner_of(coordinator),
        is_invented=True,
    )
    for name in ("title_fr", "title_en", "summary_fr", "summary_en", "state", "readers"):
        setattr(project, name, row[name])
    project.full_clean()
    project.save()
    project.themes.set(Theme.objects.filter(code__in=row["themes"].split(";")))
    _partners(project, row, began)
    _parts(project, row)
    News.objects.create(project=project, text=news, said_by=project.created_by, said_at=ago(heard))
    publish(JointProjectChanged(project.pk))


def _partners(project: JointProject, row: dict[str, str], began: int) -> None:
    for partner, consent in zip(row["partners"].split(";"), row["consent"].split(";"), strict=True):
        key, role = partner.split(":")
        organisation = invented(key)
        answered = consent != Consent.OPEN
        Partner.objects.create(
            project=project,
            organisation=organisation,
            role=role,
            joined_on=ago(began).date(),
            consent=consent,
            consent_by=owner_of(organisation) if answered else None,
            consent_at=ago(began - 1) if answered else None,
        )


def _parts(project: JointProject, row: dict[str, str]) -> None:
    for milestone in filter(None, row["milestones"].split(";")):
        title, due, reached = milestone.split(":")
        Milestone.objects.create(project=project, title=title, due_on=day(due), reached_on=day(reached))
    for funding in filter(None, row["funding"].split(";")):
        funder, key, scheme, amount, state = funding.split("|")
        Funding.objects.create(
            project=project,
            funder=funder,
            organisation=invented(key) if key else None,
            scheme=scheme,
            amount=Decimal(amount),
            state=state,
        )
