"""What an operator should know about the store of files: `parvis check` runs this."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004 -- Django's name
from django.core.files.storage import storages

from parvis.core.checks import LOOPBACK, operator_check
from parvis.core.errors import StoreUnavailable
from parvis.core.store.kept import store

S3_STORE = "parvis.core.store.s3.S3Store"


@operator_check
def bucket() -> Iterator[CheckMessage]:
    """Whether the bucket can be written to, read and cleared, by parvis and by nobody else.

    The data folder has a check of its own.
    """
    if settings.STORAGES["default"]["BACKEND"] != S3_STORE:
        return
    from parvis.core.store import examine  # noqa: PLC0415 -- slow import

    found: Any = storages["default"]
    endpoint = urlsplit(found.endpoint_url)
    if endpoint.scheme != "https" and endpoint.hostname not in LOOPBACK:
        yield Warning(
            f"Files travel to {endpoint.hostname} without encryption.",
            hint="Take tls=no out of FILES_URL, unless nobody else is on that network.",
            id="parvis.W030",
        )
    try:
        is_public = examine.try_out(found)
    except StoreUnavailable as error:
        yield Error(
            f"Files cannot be kept in {store().place}: {error}.",
            hint="Check FILES_URL: server, bucket, region, key and secret. The key must list, read, write and remove.",
            id="parvis.E030",
        )
        return
    if is_public:
        yield Error(
            f"Everybody can read or list what is in {store().place}, private files too.",
            hint="Make the bucket private; parvis serves each file to whoever may see it.",
            id="parvis.E031",
        )
    if examine.keeps_old_versions(found):
        yield Warning(
            f"{store().place} keeps old versions of files for ever: what is erased stays.",
            hint="Turn versioning off, or let a lifecycle rule expire noncurrent versions.",
            id="parvis.W031",
        )
