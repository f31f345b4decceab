"""The mail queue."""

from parvis.base.messaging.models.mail import Mail

__all__ = ["Mail"]
