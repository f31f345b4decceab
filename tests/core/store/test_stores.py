"""The data folder and a bucket do the same."""

import datetime as dt
import io

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from parvis.core import clock
from parvis.core.errors import StoreUnavailable
from parvis.core.store.kept import store
from tests.support.s3 import keep_files_at


@pytest.fixture(params=["folder", "bucket"])
def either(request, settings, tmp_path):
    """An empty store of both kinds."""
    settings.MEDIA_ROOT = tmp_path / "files"
    if request.param == "bucket":
        request.getfixturevalue("in_bucket")
    return request.param


def names():
    return [kept.name for kept in store().kept()]


def test_what_is_saved_is_read_again_and_can_be_removed(either):
    data = bytes(range(256)) * 1000
    assert default_storage.save("ab/one", ContentFile(data)) == "ab/one"
    assert default_storage.exists("ab/one")
    assert default_storage.size("ab/one") == len(data)
    with default_storage.open("ab/one") as file:
        assert file.size == len(data)
        assert file.read(10) == data[:10]
        assert file.read() == data[10:]
        assert file.read() == b""
    default_storage.delete("ab/one")
    default_storage.delete("ab/one")
    assert not default_storage.exists("ab/one")


def test_a_file_is_never_overwritten(either):
    default_storage.save("ab/one", ContentFile(b"1"))
    second = default_storage.save("ab/one", ContentFile(b"2"))
    assert second != "ab/one"
    with default_storage.open("ab/one") as file:
        assert file.read() == b"1"


def test_what_is_not_there_is_not_found(either):
    with pytest.raises(FileNotFoundError):
        default_storage.open("ab/none").read()
    with pytest.raises(FileNotFoundError):
        default_storage.size("ab/none")


def test_kept_names_every_file_in_order_with_size_and_time(either):
    assert names() == []
    for name in ("cd/two", "ab/one", "top", "ab/three"):
        default_storage.save(name, ContentFile(b"x" * len(name)))
    found = list(store().kept())
    assert [kept.name for kept in found] == ["ab/one", "ab/three", "cd/two", "top"]
    assert [kept.size for kept in found] == [6, 8, 6, 3]
    assert all(abs(kept.written_at - clock.now()) < dt.timedelta(minutes=5) for kept in found)


def test_nothing_outside_the_store_can_be_named(either):
    with pytest.raises(SuspiciousFileOperation):
        default_storage.save("../one", ContentFile(b"1"))


def test_place_says_where_without_a_password(either, tmp_path, request):
    if either == "folder":
        assert store().place == str(tmp_path / "files")
    else:
        bucket = request.getfixturevalue("bucket")
        assert store().place == f"s3://127.0.0.1:{bucket.server.port}/{bucket.name}/of/parvis"


def test_a_large_file_goes_in_parts(in_bucket):
    data = b"0123456789abcdef" * 600_000  # 9.6 MB: two parts
    default_storage.save("ab/large", File(io.BytesIO(data)))
    with default_storage.open("ab/large") as file:
        assert b"".join(iter(lambda: file.read(100_000), b"")) == data


def test_everything_is_below_the_prefix(in_bucket):
    default_storage.save("ab/one", ContentFile(b"1"))
    in_bucket.client.put_object(Bucket=in_bucket.name, Key="of/parvis/ab/", Body=b"")
    in_bucket.client.put_object(Bucket=in_bucket.name, Key="of/parvis-of-others", Body=b"2")
    assert in_bucket.content().keys() == {"of/parvis/ab/one", "of/parvis/ab/", "of/parvis-of-others"}
    assert names() == ["ab/one"]


@pytest.mark.parametrize("rows", [1, 3])
def test_listing_asks_once_however_many_files_there_are(in_bucket, rows):
    for number in range(rows):
        default_storage.save(f"ab/{number}", ContentFile(b"1"))
    in_bucket.asked()
    assert len(names()) == rows
    assert in_bucket.asked() == 1


def test_reading_asks_once(in_bucket):
    default_storage.save("ab/one", ContentFile(b"1"))
    in_bucket.asked()
    with default_storage.open("ab/one") as file:
        assert (file.size, file.read()) == (1, b"1")
    assert in_bucket.asked() == 1


def test_a_file_has_no_address(in_bucket):
    with pytest.raises(NotImplementedError):
        default_storage.url("ab/one")


def test_files_are_written_once(in_bucket):
    with pytest.raises(ValueError, match="by save"):
        default_storage.open("ab/one", "wb")


def test_variables_of_other_programs_do_not_mix_in(in_bucket, monkeypatch, settings):
    for name in ("AWS_SESSION_TOKEN", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_S3_SESSION_PROFILE"):
        monkeypatch.setenv(name, "of-another-program")
    keep_files_at(settings, in_bucket.url)
    assert default_storage.save("ab/one", ContentFile(b"1")) == "ab/one"


def wrong_secret(bucket):
    return bucket.url.replace("@", "x@", 1), "SignatureDoesNotMatch"


def wrong_bucket(bucket):
    return bucket.url.replace(f"/{bucket.name}/", "/nowhere/"), "NoSuchBucket"


def nobody_there(bucket):
    return bucket.url.replace(f":{bucket.server.port}/", ":9/"), "Could not connect"


@pytest.mark.parametrize("spoil", [wrong_secret, wrong_bucket, nobody_there])
def test_a_store_that_refuses_says_why_and_not_with_what_secret(bucket, settings, spoil, caplog):
    url, reason = spoil(bucket)
    keep_files_at(settings, url)
    for act in (
        lambda: default_storage.save("ab/one", ContentFile(b"1")),
        lambda: default_storage.open("ab/one"),
        names,
    ):
        with pytest.raises(StoreUnavailable) as refusal:
            act()
        assert bucket.server.secret not in str(refusal.value) + caplog.text
    assert reason in str(refusal.value)


def test_a_line_that_breaks_while_reading_is_told(in_bucket, monkeypatch):
    default_storage.save("ab/one", ContentFile(b"1234"))
    file = default_storage.open("ab/one")
    file._body._content_length = "5"  # the server promises more than comes
    with pytest.raises(StoreUnavailable):
        file.read()
