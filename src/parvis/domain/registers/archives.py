"""Take the file of a register out of the ZIP archive in which it is published."""

import fnmatch
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from parvis.core.errors import SourceUnusable
from parvis.domain.registers.opening import MAX_UNPACKED

ZIP = b"PK\x03\x04"
OF_WORKBOOKS = "[Content_Types].xml"
SHOWN = 8


@contextmanager
def unpacked(path: Path, wanted: Sequence[str], *, max_unpacked: int = MAX_UNPACKED) -> Iterator[Path]:
    """The file itself; of a ZIP archive the member that it is about.

    That is the one which fits the first of the `wanted` patterns that one fits, else the only one. A workbook is left
    as it is. What is written is bounded by the size that the archive announces: nothing is read beyond it.
    Raises SourceUnusable where no member fits, more than one does, or the archive is damaged.
    """
    with path.open("rb") as raw:
        is_zip = raw.read(len(ZIP)) == ZIP
    if not is_zip:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="parvis-unpacked-") as folder:
        yield _extracted(path, wanted, Path(folder) / "file", max_unpacked) or path


def _extracted(path: Path, wanted: Sequence[str], target: Path, most: int) -> Path | None:
    try:
        with zipfile.ZipFile(path) as archive:
            if OF_WORKBOOKS in archive.namelist():
                return None
            member = _chosen([info for info in archive.infolist() if not info.is_dir()], wanted)
            if member.file_size > most:
                raise SourceUnusable(
                    _("The file unpacks to more than %(limit)d MB; it was not read to its end.")
                    % {"limit": most // 1024 // 1024}
                )
            with archive.open(member) as content, target.open("wb") as copy:
                shutil.copyfileobj(content, copy)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise SourceUnusable(_("The compressed file is damaged: %(error)s.") % {"error": error}) from error
    return target


def _chosen(members: Sequence[zipfile.ZipInfo], wanted: Sequence[str]) -> zipfile.ZipInfo:
    for pattern in wanted or ("*",):
        fitting = [info for info in members if fnmatch.fnmatchcase(info.filename.rsplit("/", 1)[-1], pattern)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            names = ", ".join(info.filename for info in fitting[:SHOWN])
            raise SourceUnusable(
                _("Several files of the archive could be meant: %(names)s. Give one.") % {"names": names}
            )
    if len(members) == 1:
        return members[0]
    names = ", ".join(info.filename for info in members[:SHOWN])
    raise SourceUnusable(_("The archive holds no file of this register, but: %(names)s.") % {"names": names})
