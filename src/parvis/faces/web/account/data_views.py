"""What is held about me: download it, erase it."""

import tempfile

from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import personal_data
from parvis.base.accounts.services.personal_data import erase_account, erasure_obstacles, write_export
from parvis.core import clock
from parvis.core.errors import Conflict
from parvis.faces.web.account.confirmation import confirmed
from parvis.faces.web.account.forms import EraseForm
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

KEPT_IN_MEMORY = 2 * 1024 * 1024


@signed_in
def data(request: SignedInRequest) -> HttpResponse:
    """What is held, by whom it is read, and what one can do about it."""
    return render(request, "web/account/data.html", {"entries": [entry for _name, entry in personal_data]})


@confirmed
@require_POST
def download(request: HttpRequest) -> HttpResponseBase:
    """All that is held about the account, as a ZIP."""
    user = request.user
    if not isinstance(user, User):  # pragma: no cover -- `confirmed` lets only accounts in
        raise TypeError
    output = tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115 -- the response closes it
    write_export(actor=user, user=user, output=output)
    output.seek(0)
    name = f"parvis-{clock.today():%Y-%m-%d}.zip"
    return FileResponse(output, as_attachment=True, filename=name, content_type="application/zip")


@confirmed
def erase(request: HttpRequest) -> HttpResponse:
    """Say what is removed and what stays; then do it."""
    user = request.user
    if not isinstance(user, User):  # pragma: no cover -- `confirmed` lets only accounts in
        raise TypeError
    obstacles = erasure_obstacles(user)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not obstacles:
        try:
            stayed = erase_account(actor=user, user=user)
        except Conflict as error:
            messages.error(request, str(error))
            return redirect("account:erase")
        logout(request)
        return render(request, "web/account/erased.html", {"stayed": stayed})
    entries = [entry for _name, entry in personal_data if entry.removed or entry.stays]
    context = {"form": form, "obstacles": obstacles, "entries": entries}
    return render(request, "web/account/erase.html", context)
