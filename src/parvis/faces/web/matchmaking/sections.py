"""What the page of an organisation says of suggestions, to whom may read them."""

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.models import Organisation
from parvis.domain.matchmaking.rules import can_read_suggestions
from parvis.faces.web.directory.registry import Content, Section, sections


def link(actor: Actor, organisation: Organisation) -> Content:
    """The way to its suggestions."""
    return {"slug": organisation.slug} if can_read_suggestions(actor, organisation) else None


sections.register("suggestions", Section("web/matchmaking/_section.html", link, position=80))
