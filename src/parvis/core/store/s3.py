"""Uploaded files in a bucket that speaks the S3 protocol."""

import contextlib
import functools
import threading
from collections.abc import Iterator
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from parvis.core.errors import StoreUnavailable
from parvis.core.store.kept import Kept

GONE = ("404", "NoSuchKey")
_lock = threading.Lock()

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 5, 30, 3


class S3Store(S3Storage):  # type: ignore[misc]
    """A bucket, or what is below a prefix of it.

    Files are written once, read as they come over the line, and have no address of their own: whoever wants one asks
    parvis. Raises FileNotFoundError for a file that is not there, StoreUnavailable for everything else that fails.
    """

    def __init__(self, *, addressing_style: str = "path", **options: Any) -> None:
        config = Config(
            s3={"addressing_style": addressing_style},
            signature_version="s3v4",
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
            # Checksums that newer clients send by themselves are refused by many stores that speak S3.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        # Variables of the environment meant for other programs must not mix with what FILES_URL says.
        super().__init__(
            client_config=config,
            transfer_config=TransferConfig(use_threads=False),
            file_overwrite=False,
            session_profile=None,
            security_token=None,
            **options,
        )

    @property
    def place(self) -> str:
        """Bucket, prefix and server."""
        return f"s3://{self.endpoint_url.partition('://')[2]}/{self.bucket_name}/{self.location}".rstrip("/")

    @property
    def connection(self) -> Any:
        """The connection of this thread. They share a session, which is what takes long to make."""
        with _lock:
            return super().connection

    @property
    def client(self) -> Any:
        """The connection of this thread."""
        return self.connection.meta.client

    def kept(self) -> Iterator[Kept]:
        """Every file, in the order of names; one question for a thousand of them."""
        prefix = f"{self.location.rstrip('/')}/" if self.location else ""
        with answering(self.place):
            pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket_name, Prefix=prefix)
            for page in pages:
                for entry in page.get("Contents", ()):
                    if not entry["Key"].endswith("/"):  # consoles make such objects, to show folders
                        yield Kept(entry["Key"].removeprefix(prefix), entry["Size"], entry["LastModified"])

    def url(self, name: str, *_arguments: Any, **_options: Any) -> str:
        """Refused: an address that works for whoever knows it would pass by the access check."""
        raise NotImplementedError(f"{name} has no address; parvis serves it.")

    def exists(self, name: str) -> bool:
        """Whether the file is there."""
        with answering(name):
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        """Remove the file; one that is not there is no error."""
        with answering(name):
            super().delete(name)

    def size(self, name: str) -> int:
        """In bytes."""
        with answering(name):
            return int(super().size(name))

    def get_modified_time(self, name: str) -> Any:
        """When the file was written."""
        with answering(name):
            return super().get_modified_time(name)

    @functools.cached_property
    def _session(self) -> Any:
        return super()._create_session()

    def _create_session(self) -> Any:
        return self._session

    def _open(self, name: str, mode: str = "rb") -> "Streamed":
        if mode != "rb":
            raise ValueError("Files are written once, by save().")
        with answering(name):
            answer = self.client.get_object(Bucket=self.bucket_name, Key=self._normalize_name(clean_name(name)))
        return Streamed(answer["Body"], name=name, size=answer["ContentLength"])

    def _save(self, name: str, content: "File[bytes]") -> str:
        with answering(name):
            return str(super()._save(name, content))


class Streamed(File):  # type: ignore[type-arg]
    """A file as it comes over the line, to be read once from its beginning to its end."""

    def __init__(self, body: Any, *, name: str, size: int) -> None:
        super().__init__(body, name)
        self._body = body
        self.size = size

    def read(self, size: int = -1) -> bytes:
        """The next bytes; raises StoreUnavailable when the line breaks."""
        with answering(str(self.name)):
            return bytes(self._body.read(None if size < 0 else size))

    def seekable(self) -> bool:
        """It cannot go back."""
        return False


@contextlib.contextmanager
def answering(what: str) -> Iterator[None]:
    """Turn what the client raises into what parvis understands."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] in GONE:
            raise FileNotFoundError(f"{what} is not in the store.") from error
        raise _unavailable(error) from error
    except (BotoCoreError, Boto3Error) as error:
        raise _unavailable(error) from error


def _unavailable(error: Exception) -> StoreUnavailable:
    reason = " ".join(str(error).split()).rstrip(".")
    return StoreUnavailable(f"the store of files does not answer as it should: {reason}")
