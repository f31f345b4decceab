"""Uploaded files in the data folder."""

from collections.abc import Iterator

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from parvis.core.errors import StoreUnavailable
from parvis.core.store.kept import Kept


class LocalStore(FileSystemStorage):
    """A folder of this machine, or one that several machines share.

    Raises StoreUnavailable when the disk is full, or the folder belongs to another.
    """

    def kept(self) -> Iterator[Kept]:
        """Every file, in the order of names."""
        return self._below("")

    @property
    def place(self) -> str:
        """The folder."""
        return str(self.location)

    def _save(self, name: str, content: "File[bytes]") -> str:
        try:
            return str(super()._save(name, content))  # type: ignore[misc]
        except OSError as error:
            raise self._unavailable(error) from error

    def _unavailable(self, error: OSError) -> StoreUnavailable:
        return StoreUnavailable(f"files cannot be kept in {self.place}: {error.strerror or error}")

    def _below(self, folder: str) -> Iterator[Kept]:
        try:
            folders, files = self.listdir(folder)
        except FileNotFoundError:  # nothing was ever stored
            return
        except OSError as error:
            raise self._unavailable(error) from error
        for name in sorted([*files, *(f"{inner}/" for inner in folders)]):
            if name.endswith("/"):
                yield from self._below(f"{folder}{name}")
                continue
            try:
                yield Kept(f"{folder}{name}", self.size(f"{folder}{name}"), self.get_modified_time(f"{folder}{name}"))
            except FileNotFoundError:  # removed meanwhile
                continue
