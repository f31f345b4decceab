"""Forms of letters and their templates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.core.errors import InvalidInput
from parvis.faces.web.juries.moments import text_field


class LetterForm(forms.Form):
    """Subject and text of one letter, or of a template."""

    subject = forms.CharField(label=_("Subject"), max_length=300)
    text = text_field(_("Text"), rows=16, required=True, help_text=_("An empty line starts a new paragraph."))

    def refuse(self, error: InvalidInput) -> None:
        """Show what the service said at the fields it is about."""
        for name, sentences in error.fields.items():
            self.add_error(name, sentences)
        if not error.fields:
            self.add_error(None, str(error))


class WordForm(forms.Form):
    """A word with the answer of a start-up."""

    word = text_field(_("A word to the team"))

    def said(self) -> str:
        """What was written."""
        self.is_valid()
        word: Any = self.cleaned_data.get("word", "")
        return str(word)
