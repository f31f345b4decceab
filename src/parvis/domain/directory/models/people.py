"""People of the directory and their memberships."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.core.models import Timestamped
from parvis.domain.directory.enums import Visibility
from parvis.domain.directory.models.naming import Sourced
from parvis.domain.directory.models.organisation import Organisation


class Person(Timestamped):
    """Someone of the ecosystem; `account` stays empty until they sign in here, if ever."""

    slug = models.SlugField(_("address of the page"), max_length=160, unique=True)
    name = models.CharField(_("name"), max_length=200)
    account = models.OneToOneField(
        "accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("account")
    )
    headline = models.CharField(_("in a few words"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    contact_visibility = models.CharField(
        _("who sees the contact details"), max_length=10, choices=Visibility.choices, default=Visibility.TEAM
    )
    is_invented = models.BooleanField(_("invented for the demo"), default=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Membership(Sourced):
    """A person's function in an organisation, between two days where they are known."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    title = models.CharField(_("function"), max_length=200, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    is_public = models.BooleanField(_("shown on the organisation's page"), default=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="directory_membership_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.title}, {self.organisation}"
