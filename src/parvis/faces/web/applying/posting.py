"""What a page of writing posts as a whole: every answer that was changed is saved or kept, whatever else happens."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from parvis.base.accounts.models import User
from parvis.base.forms.kinds import kind_of
from parvis.base.forms.models import Question
from parvis.core.errors import Conflict, InvalidInput
from parvis.domain.applying.selectors.writing import Desk
from parvis.domain.applying.services.writing import Typed, attach_file, detach_file, write_answers
from parvis.faces.web.applying.sheet import print_of
from parvis.faces.web.forms.posted import files_of, posted_among, raw_of, revision_of

TAKE_OUT = "take-out"


@dataclass
class Posted:
    """What became of what was posted, by the keys of the questions."""

    saved: list[str] = field(default_factory=list)
    overtaken: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    problems: dict[str, list[str]] = field(default_factory=dict)

    @property
    def first(self) -> str:
        """The first question on which somebody must look again."""
        return next(iter([*self.overtaken, *self.problems, *self.kept]), "")


def save_posted(user: User, desk: Desk, data: QueryDict, files: "MultiValueDict[str, Any] | None" = None) -> Posted:
    """Save every answer that differs from what its page showed, one by one, and then the files."""
    posted = Posted()
    read = ((question, raw_of(question, data)) for question in posted_among(desk.questions, data))
    typed = [Typed(one.key, raw, revision_of(one, data)) for one, raw in read if _is_changed(one, raw, data)]
    if typed:
        written = write_answers(actor=user, application=desk.application, typed=typed, stage=desk.stage)
        for key, became in written.items():
            kind = posted.overtaken if became.overtaken else posted.kept if became.kept else posted.saved
            kind.append(key)
    for key in dict.fromkeys(one.partition(":")[0] for one in data.getlist(TAKE_OUT)):
        question_taken = desk.question(key)
        if question_taken is not None:
            _files(user, desk, question_taken, data, MultiValueDict(), posted)
    for question in desk.questions:
        if files and files_of(question, files):
            _files(user, desk, question, QueryDict(), files, posted)
    return posted


def _is_changed(question: Question, raw: Any, data: QueryDict) -> bool:
    """False where the page sends back what it was shown: a colleague may have changed it since, and that stands."""
    shown = data.get(f"h-{question.key}")
    return shown is None or shown != print_of(kind_of(question.kind).take(question.options, raw))


def _files(
    user: User, desk: Desk, question: Question, data: QueryDict, files: "MultiValueDict[str, Any]", posted: Posted
) -> None:
    sentences = change_files(user, desk, question, data, files)
    if sentences:
        posted.problems[question.key] = sentences
    else:
        posted.files.append(question.key)


def change_files(
    user: User, desk: Desk, question: Question, data: QueryDict, files: "MultiValueDict[str, Any]"
) -> list[str]:
    """Take out and add files of one answer; returns a sentence for each that was refused."""
    who: dict[str, Any] = {"actor": user, "application": desk.application, "key": question.key, "stage": desk.stage}
    sentences = []
    for one in data.getlist(TAKE_OUT):
        key, _colon, file_id = one.partition(":")
        if key == question.key:
            sentences += _refusals(lambda file_id=file_id: detach_file(**who, file_id=file_id))
    for upload in files_of(question, files):
        refused = _refusals(lambda upload=upload: attach_file(**who, upload=upload))
        sentences += [f"{upload.name}: {sentence}" for sentence in refused]
    return sentences


def _refusals(act: Any) -> list[str]:
    try:
        act()
    except (Conflict, InvalidInput) as error:
        return [str(error)]
    return []


PARKED = "applying.parked"
MOST_PARKED = 400_000
"""Characters that are kept for somebody whose session has ended."""


def park(request: HttpRequest) -> bool:
    """Keep what was posted until its writer has signed in again: in the session of the browser, for this page alone.

    Files cannot be kept so; returns whether the text could.
    """
    data = request.POST.copy()
    data.pop("csrfmiddlewaretoken", None)
    encoded = data.urlencode()
    if len(encoded) > MOST_PARKED:
        return False
    request.session[PARKED] = {"path": request.path, "data": encoded}
    return True


def unpark(request: HttpRequest) -> QueryDict | None:
    """What was kept for this page, once."""
    kept = request.session.get(PARKED)
    if not kept or kept.get("path") != request.path:
        return None
    del request.session[PARKED]
    return QueryDict(kept["data"])
