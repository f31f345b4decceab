"""The account someone signs in with."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.enums import Appearance


class UserManager(BaseUserManager["User"]):
    """Creates accounts with a folded address."""

    def create_user(self, email: str, password: str | None = None, **values: Any) -> "User":
        """Create an account; the address is stored in lower case, no password means none can sign in with one."""
        user = self.model(email=email.strip().lower(), **values)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One account. A person of the directory may point to it; it never needs one."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    appearance = models.CharField(_("appearance"), max_length=8, choices=Appearance.choices, default=Appearance.AUTO)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)
    warned_at = models.DateTimeField(_("warned that it is unused"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = (models.UniqueConstraint(Lower("email"), name="accounts_user_email_folded"),)

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """What others read: the name, or the part of the address before the @; nothing personal once erased."""
        if self.erased_at is not None:
            return gettext("erased account")
        return self.name or self.email.split("@", 1)[0]

    @property
    def log_label(self) -> str:
        """What the log keeps instead of the name, so that erasing someone never has to rewrite it."""
        return f"#{self.pk}"
