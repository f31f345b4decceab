"""Forms, their versions, and answers."""

from parvis.base.forms.models.answers import Answer, AnswerChange, AnswerFile, AnswerSheet
from parvis.base.forms.models.forms import Form, FormVersion, Question, Section

__all__ = ["Answer", "AnswerChange", "AnswerFile", "AnswerSheet", "Form", "FormVersion", "Question", "Section"]
