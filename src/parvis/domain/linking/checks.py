"""What an operator should know about linking."""

from collections.abc import Iterator

from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured

from parvis.core.checks import operator_check
from parvis.domain.linking.weights import weights


@operator_check
def weights_of_linking() -> Iterator[CheckMessage]:
    """Whether the weights that the settings name can be read."""
    try:
        weights()
    except ImproperlyConfigured as error:
        hint = "Make the file with `parvis engine fit`, or take the setting away to use the weights of parvis."
        yield Error(str(error), hint=hint, id="parvis.E061")
