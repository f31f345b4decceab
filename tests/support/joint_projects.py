"""A joint project with one of each thing, for the permission matrix."""

from parvis.base.files.models import StoredFile
from parvis.domain.joint_projects.enums import DOCUMENT_PURPOSE, Readers
from tests.factories import joint_projects as make
from tests.factories.directory import OrganisationFactory, owner_of


def of_joint_projects(organisation):
    """A project of the organisation and of another one that has an owner of its own; nobody agreed to show it."""
    other = OrganisationFactory()
    owner_of(other)
    project = make.JointProjectFactory(readers=Readers.EVERYONE, slug=f"joint-{organisation.slug}")
    partners = [make.PartnerFactory(project=project, organisation=one) for one in (organisation, other)]
    values = {"name": "plan.txt", "content_type": "text/plain", "size": 6, "sha256": "0" * 64}
    file = StoredFile.objects.create(purpose=DOCUMENT_PURPOSE, path=f"none/{organisation.slug}", **values)
    return {
        "joint_project": project,
        "joint_partner": partners[0 if organisation.accesses.exclude(level="reader").exists() else 1],
        "joint_milestone": make.MilestoneFactory(project=project),
        "joint_funding": make.FundingFactory(project=project),
        "joint_news": make.NewsFactory(project=project),
        "joint_document": make.DocumentFactory(project=project, file=file),
    }
