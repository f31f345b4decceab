"""Who reads the indicators, keeps them, and shows them to everyone."""

from parvis.base.accounts.rules import Actor, is_team
from parvis.domain.directory.rules import is_directory_team


def can_read_all_indicators(actor: Actor) -> bool:
    """The campus team; others read those that are public."""
    return is_team(actor)


def can_take_snapshots(actor: Actor) -> bool:
    """The campus team."""
    return is_team(actor)


def can_publish_indicators(actor: Actor) -> bool:
    """Community and programme managers, and administrators: it is the campus that speaks."""
    return is_directory_team(actor)


def can_see_lonely_residents(actor: Actor) -> bool:
    """The campus team: who is alone is nobody else's business."""
    return is_team(actor)
