"""What only forms refuse."""

from typing import Any

from django.utils.translation import gettext as _

from parvis.base.forms.models import Answer
from parvis.core.errors import Conflict


class Overtaken(Conflict):
    """Somebody else changed the answer meanwhile. It stays theirs; what came too late is kept beside it.

    `answer` is the one that stands, None where somebody took it away; `mine` is the value that was kept.
    """

    def __init__(self, answer: Answer | None, mine: Any) -> None:
        super().__init__(
            _("Somebody else has changed this answer meanwhile. Both texts are kept: choose the one that should stand.")
        )
        self.answer = answer
        self.mine = mine
