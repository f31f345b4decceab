"""Mail addresses as people type them."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from parvis.core.errors import InvalidInput


def clean_address(email: str) -> str:
    """The address in lower case, without white space around it; raises InvalidInput for what is none."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        sentence = _("This is not a mail address.")
        raise InvalidInput(sentence, {"email": [sentence]}) from error
    return address
