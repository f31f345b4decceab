"""Where files are kept, from one variable."""

from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured

from parvis.config.files import file_store
from tests.support.process import parvis


def options(url):
    return file_store(urlsplit(url))["OPTIONS"]


def test_nothing_means_the_data_folder():
    assert file_store(None) == {"BACKEND": "parvis.core.store.local.LocalStore"}


def test_every_part_of_the_address_is_read():
    assert options("s3://KEY:se%2Fc%2Bret@s3.fr-par.example.org:8443/campus/a/b%20c/?region=fr-par&style=host") == {
        "endpoint_url": "https://s3.fr-par.example.org:8443",
        "access_key": "KEY",
        "secret_key": "se/c+ret",
        "bucket_name": "campus",
        "location": "a/b c",
        "region_name": "fr-par",
        "addressing_style": "virtual",
    }


@pytest.mark.parametrize(
    ("rest", "endpoint"),
    [
        ("s3.example.org/campus", "https://s3.example.org"),
        ("s3.example.org/campus?tls=no", "http://s3.example.org"),
        ("127.0.0.1:9000/campus", "http://127.0.0.1:9000"),
        ("localhost:9000/campus?tls=yes", "https://localhost:9000"),
        ("[::1]:9000/campus", "http://[::1]:9000"),
    ],
)
def test_encryption_is_left_out_on_this_machine_only(rest, endpoint):
    made = options(f"s3://KEY:secret@{rest}")
    assert made["endpoint_url"] == endpoint
    assert (made["region_name"], made["location"], made["addressing_style"]) == ("us-east-1", "", "path")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("s3://s3.example.org/campus", "with a key and its secret"),
        ("s3://KEY@s3.example.org/campus", "with a key and its secret"),
        ("s3://KEY:hidden@/campus", "with a key and its secret"),
        ("s3://KEY:hid#den@s3.example.org/campus", "with a key and its secret"),
        ("s3://KEY:hidden?x@s3.example.org/campus", "after its question mark"),
        ("s3://KEY:hidden@s3.example.org", "must name a bucket"),
        ("s3://KEY:hidden@s3.example.org/c", "must name a bucket"),
        ("s3://KEY:hidden@s3.example.org/campus/../other", "with . or .. in it"),
        ("s3://KEY:hidden@s3.example.org/campus//other", "an empty part"),
        ("s3://KEY:hidden@s3.example.org/campus?tls=maybe", "tls=yes or tls=no"),
        ("s3://KEY:hidden@s3.example.org/campus?style=new", "style=path or style=host"),
        ("s3://KEY:hidden@s3.example.org/campus?zone=a", "region=…"),
    ],
)
def test_what_cannot_be_meant_is_refused_without_repeating_the_secret(url, sentence):
    with pytest.raises(ImproperlyConfigured, match="FILES_URL") as refusal:
        file_store(urlsplit(url))
    assert sentence in str(refusal.value)
    assert "hid" not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("s3://KEY:hid/den@s3.example.org/campus", "write %2F for /"),
        ("ftp://KEY:hidden@s3.example.org/campus", "FILES_URL must start with s3://."),
        ("s3://KEY:hidden@s3.example.org", "FILES_URL must name a bucket"),
    ],
)
def test_a_wrong_address_ends_a_command_with_one_sentence(tmp_path, url, sentence):
    (tmp_path / "url").write_text(url, encoding="utf-8")
    result = parvis(tmp_path, "manage", "check", FILES_URL_FILE=str(tmp_path / "url"))
    assert (result.returncode, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert "hid" not in result.stderr
