"""Uploaded files in the data folder."""

from collections.abc import Iterator

from django.core.files.storage import FileSystemStorage

from parvis.core.store.kept import Kept


class LocalStore(FileSystemStorage):
    """A folder of this machine, or one that several machines share."""

    def kept(self) -> Iterator[Kept]:
        """Every file, in the order of names."""
        return self._below("")

    @property
    def place(self) -> str:
        """The folder."""
        return str(self.location)

    def _below(self, folder: str) -> Iterator[Kept]:
        try:
            folders, files = self.listdir(folder)
        except FileNotFoundError:  # nothing was ever stored
            return
        for name in sorted([*files, *(f"{inner}/" for inner in folders)]):
            if name.endswith("/"):
                yield from self._below(f"{folder}{name}")
                continue
            try:
                yield Kept(f"{folder}{name}", self.size(f"{folder}{name}"), self.get_modified_time(f"{folder}{name}"))
            except FileNotFoundError:  # removed meanwhile
                continue
