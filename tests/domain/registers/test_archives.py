import zipfile

import pytest

from parvis.core.errors import SourceUnusable
from parvis.domain.registers.archives import unpacked
from parvis.domain.registers.registry import importers
from parvis.domain.sources.services.parsing import parse
from tests.domain.registers.test_cordis import ROW, file_of
from tests.domain.registers.test_ror_dump import as_dumped, dump
from tests.domain.sources.support import row_of


def archive(tmp_path, members):
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data/", b"")
        for name, content in members.items():
            file.writestr(name, content)
    return path


def test_the_file_of_a_register_is_found_in_its_archive(tmp_path):
    organisations = file_of(tmp_path, [ROW]).read_bytes()
    path = archive(tmp_path, {"csv/organization.csv": organisations, "csv/project.csv": b"id;objective\n"})
    assert parse(importers.get("cordis"), path, None, lambda *_: None).records[0].facts.key == "900000001"
    record = dump(tmp_path, [as_dumped(row_of("ror", name="Inserm"))]).read_bytes()
    for name in ("v1.50-2024-07-29-ror-data_schema_v2.json", "v2.1-2026-01-15-ror-data.json"):
        path = archive(
            tmp_path, {"v1.50-2024-07-29-ror-data.json": b"[]", "v2.1-2026-01-15-ror-data.csv": b"id\n", name: record}
        )
        assert parse(importers.get("ror"), path, None, lambda *_: None).records[0].facts.name == "Inserm"


def test_the_only_file_is_taken_whatever_its_name(tmp_path):
    with unpacked(archive(tmp_path, {"x.txt": b"content"}), ("*.csv",)) as path:
        assert path.read_bytes() == b"content"
    plain = tmp_path / "plain.csv"
    plain.write_bytes(b"a,b\n")
    with unpacked(plain, ()) as path:
        assert path == plain


def test_a_workbook_is_left_as_it_is(tmp_path):
    book = archive(tmp_path, {"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})
    with unpacked(book, ("*.xml",)) as path:
        assert path == book


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({"a.txt": b"1", "b.txt": b"2"}, "The archive holds no file of this register, but: a.txt, b.txt."),
        ({"a.csv": b"1", "b.csv": b"2"}, "Several files of the archive could be meant: a.csv, b.csv."),
        ({"a.csv": b"0" * 2_000_000}, "The file unpacks to more than 1 MB"),
    ],
)
def test_an_archive_that_does_not_fit_is_refused(tmp_path, members, sentence):
    with (
        pytest.raises(SourceUnusable) as raised,
        unpacked(archive(tmp_path, members), ("*.csv",), max_unpacked=1 << 20),
    ):
        pass
    assert sentence in str(raised.value)


def test_a_damaged_archive_is_refused(tmp_path):
    path = archive(tmp_path, {"a.csv": b"0123456789" * 100})
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(SourceUnusable, match="The compressed file is damaged"), unpacked(path, ("*.csv",)):
        pass
