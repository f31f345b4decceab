"""What `parvis check` says of a bucket."""

import pytest
from django.core.files.storage import storages

from parvis.base.files import checks
from parvis.core.store import examine
from tests.support.s3 import keep_files_at

pytestmark = pytest.mark.django_db


def found():
    return [message.id for message in checks.bucket()]


def test_the_data_folder_is_not_asked(s3_server):
    assert found() == []


def test_a_private_bucket_is_tried_out_and_left_as_it_was(in_bucket):
    assert found() == []
    assert in_bucket.content() == {}


def test_a_bucket_that_everybody_can_list_is_found(in_bucket, signatures_left_out):
    assert found() == ["parvis.E031"]
    assert in_bucket.content() == {}


def test_an_object_that_everybody_can_read_is_enough(in_bucket, signatures_left_out):
    """The server gives lists to everybody now, so that what was asked tells which of the two answers counted."""
    for key, rights in (("of/parvis/open", "public-read"), ("of/parvis/closed", "private")):
        in_bucket.client.put_object(Bucket=in_bucket.name, Key=key, Body=b"1", ACL=rights)
    in_bucket.asked()
    assert examine.is_public(storages["default"], "of/parvis/open")
    assert in_bucket.asked() == 1
    assert examine.is_public(storages["default"], "of/parvis/closed")
    assert in_bucket.asked() == 2


def test_old_versions_that_stay_for_ever_are_found(in_bucket):
    name = in_bucket.name
    in_bucket.client.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    assert found() == ["parvis.W031"]
    rule = {
        "ID": "forget",
        "Status": "Enabled",
        "Filter": {"Prefix": ""},
        "NoncurrentVersionExpiration": {"NoncurrentDays": 7},
    }
    in_bucket.client.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": [rule]})
    assert found() == []


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [("@", "x@", "SignatureDoesNotMatch"), ("/of/parvis", "x/of/parvis", "NoSuchBucket")],
    ids=["secret", "bucket"],
)
def test_a_bucket_that_refuses_is_found_with_the_reason(bucket, settings, old, new, reason):
    keep_files_at(settings, bucket.url.replace(old, new, 1))
    (message,) = checks.bucket()
    assert message.id == "parvis.E030"
    assert reason in message.msg
    assert bucket.server.secret not in message.msg


def test_plain_http_to_another_machine_is_found(in_bucket, settings, monkeypatch):
    monkeypatch.setattr(checks, "LOOPBACK", ())
    assert found() == ["parvis.W030"]
