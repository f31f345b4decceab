"""What happened to forms."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FormPublished:
    """A version of a form is asked from now on."""

    form_id: int
    version_id: int
