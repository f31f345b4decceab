"""Family ties between organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.directory.enums import RelationKind
from parvis.domain.directory.models.naming import Sourced
from parvis.domain.directory.models.organisation import Organisation


class Relation(Sourced):
    """`child` belongs to `parent`, in the way that `kind` says."""

    child = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="parent_relations")
    parent = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="child_relations")
    kind = models.CharField(_("kind"), max_length=12, choices=RelationKind.choices)

    class Meta:
        verbose_name = _("family tie")
        verbose_name_plural = _("family ties")
        constraints = (
            models.UniqueConstraint(fields=("child", "parent", "kind"), name="directory_relation_once"),
            models.CheckConstraint(condition=~models.Q(child=models.F("parent")), name="directory_relation_not_self"),
        )

    def __str__(self) -> str:
        return f"{self.child} → {self.parent}"
