"""Sites."""

from parvis.domain.sites.models.site import Site

__all__ = ["Site"]
