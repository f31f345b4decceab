"""Who begins joint projects, who reads and writes which, and who speaks for a partner."""

from collections.abc import Collection

from parvis.base.accounts.rules import Actor, is_team
from parvis.base.files.models import StoredFile
from parvis.domain.directory.enums import WRITERS
from parvis.domain.directory.models import Access, Organisation
from parvis.domain.directory.rules import is_directory_team
from parvis.domain.directory.standing import account_of, is_of_ecosystem
from parvis.domain.joint_projects.enums import Readers
from parvis.domain.joint_projects.models import Document, JointProject, Partner
from parvis.domain.joint_projects.standing import is_agreed, present, writes_for
from parvis.domain.projects.models import Project


def can_create_project(actor: Actor) -> bool:
    """Who keeps the directory, and whoever writes in the name of some organisation."""
    user = account_of(actor)
    return user is not None and (is_directory_team(user) or writes_for(user).exists())


def can_create_with(actor: Actor, organisations: Collection[int]) -> bool:
    """The same, with these as partners: one of them has to be one's own."""
    user = account_of(actor)
    if user is None:
        return False
    return is_directory_team(user) or writes_for(user).filter(organisation__in=organisations).exists()


def can_take_over(actor: Actor, register_project: Project) -> bool:
    """Whoever may begin a project with those who took part in the one of the register."""
    tied = register_project.participations.exclude(organisation=None).values_list("organisation_id", flat=True)
    return can_create_with(actor, set(tied))


def can_read_inside(actor: Actor, project: JointProject) -> bool:
    """The campus team, and whoever has a right over a present partner: news, documents and sums are for them."""
    if is_team(actor):
        return True
    user = account_of(actor)
    if user is None:
        return False
    rights = Access.objects.filter(user=user).values("organisation_id")
    return project.partners.filter(present(), organisation__in=rights).exists()


def can_read_project(actor: Actor, project: JointProject) -> bool:
    """Partners and the team; the ecosystem and everyone where the project is open to them."""
    if can_read_inside(actor, project):
        return True
    match project.readers:
        case Readers.ECOSYSTEM:
            return is_of_ecosystem(actor)
        case Readers.EVERYONE:
            return is_agreed(project)
    return False


def can_write_project(actor: Actor, project: JointProject) -> bool:
    """Who keeps the directory, and owners and editors of a present partner."""
    user = account_of(actor)
    if user is None:
        return False
    if is_directory_team(user):
        return True
    return project.partners.filter(present(), organisation__in=writes_for(user)).exists()


def can_remove_project(actor: Actor, project: JointProject) -> bool:
    """Who keeps the directory: something entered by mistake, or twice."""
    del project
    return is_directory_team(actor)


def can_answer_consent(actor: Actor, partner: Partner) -> bool:
    """Owners and editors of the partner; the campus only where nobody has a right to write in the partner's name."""
    user = account_of(actor)
    if user is None:
        return False
    if writes_for(user).filter(organisation=partner.organisation_id).exists():
        return True
    return is_directory_team(user) and not has_writers(partner.organisation)


def has_writers(organisation: Organisation) -> bool:
    """Whether some living account writes in the name of the organisation."""
    return Access.objects.filter(organisation=organisation, level__in=WRITERS, user__is_active=True).exists()


def can_read_document_file(actor: Actor, file: StoredFile) -> bool:
    """Whoever reads what stays between the partners and the campus."""
    document = Document.objects.select_related("project").filter(file=file).first()
    return document is not None and can_read_inside(actor, document.project)
