"""Who worked with whom: from registers of projects, from joint projects, and from what came of introductions."""

from collections.abc import Iterator

from parvis.domain.introductions.enums import Outcome
from parvis.domain.introductions.models import IntroductionSide
from parvis.domain.joint_projects.enums import Readers
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.joint_projects.selectors.projects import participation_rows
from parvis.domain.projects.models import Participation, Project

Row = tuple[str, int, int]
"""A project, an organisation in it, and the year."""
Described = tuple[str, str, str]
"""A project, the words that say what it is about, and its programme."""


def told_participations() -> list[Row]:
    """The participations that reasons may tell of.

    Those in public projects of registers, and in joint projects that more than their partners read: a reason names
    partners in common, and nobody is to learn from it what two others do together in private.
    """
    private = set(JointProject.objects.filter(readers=Readers.PARTNERS).order_by().values_list("pk", flat=True))
    return [*_of_registers(public=True), *_of_joint_projects(private)]


def all_participations() -> list[Row]:
    """Everything that weights can be fitted to, for the campus alone.

    An introduction of which a side says that a joint project came counts as a project of both, until that project
    stands here itself.
    """
    said = IntroductionSide.objects.filter(outcome=Outcome.PROJECT, introduction__project=None).order_by("pk")
    columns = ("introduction_id", "introduction__sides__organisation_id", "outcome_at__year")
    found = {(f"introduction-{pk}", organisation, year) for pk, organisation, year in said.values_list(*columns)}
    return [*_of_registers(public=False), *_of_joint_projects(frozenset()), *sorted(found)]


def described_projects() -> list[Described]:
    """What the projects of registers, and joint projects, are about."""
    found: list[Described] = []
    columns = ("pk", "terms", "title_fr", "title_en", "programme_name", "programme")
    for pk, terms, french, english, name, code in Project.objects.order_by("pk").values_list(*columns):
        found.append((_register(pk), " ".join(part for part in (terms, french, english) if part), name or code))
    texts = ("title_fr", "title_en", "summary_fr", "summary_en")
    for pk, *parts in JointProject.objects.order_by("pk").values_list("pk", *texts):
        found.append((_joint(pk), " ".join(part for part in parts if part), ""))
    return found


def _of_registers(*, public: bool) -> Iterator[Row]:
    rows = Participation.objects.exclude(organisation=None).filter(organisation__merged_into=None).order_by("pk")
    if public:
        rows = rows.filter(project__is_public=True)
    for project, organisation, year in rows.values_list("project_id", "organisation_id", "project__year"):
        yield _register(project), organisation, year


def _of_joint_projects(private: set[int] | frozenset[int]) -> Iterator[Row]:
    for project, organisation, year in participation_rows():
        if project not in private:
            yield _joint(project), organisation, year


def _register(pk: int) -> str:
    return f"register-{pk}"


def _joint(pk: int) -> str:
    return f"joint-{pk}"
