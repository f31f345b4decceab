"""What the network says on the page of an organisation."""

from parvis.base.accounts.rules import Actor
from parvis.core.addresses import page_of
from parvis.domain.directory.models import Organisation
from parvis.domain.insight.selectors.ties import has_ties
from parvis.faces.web.directory.registry import Content, Section, sections


def way_in(actor: Actor, organisation: Organisation) -> Content:
    """The way to its network; nothing where it has no tie that the reader may see."""
    if not has_ties(actor, organisation.pk):
        return None
    return {"page": page_of("network:organisation", organisation.slug)}


sections.register("network", Section("web/network/_section.html", way_in, position=60))
