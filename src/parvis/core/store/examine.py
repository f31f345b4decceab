"""Whether a bucket does what parvis needs of it, and nothing that it should not."""

import uuid
from typing import Any

import botocore
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile

from parvis.core.store.s3 import S3Store

QUICK = Config(connect_timeout=5, read_timeout=10, retries={"total_max_attempts": 1})


def try_out(store: S3Store) -> bool:
    """List, write a small file, read it, remove it; True when somebody without a key can read or list it meanwhile.

    Raises StoreUnavailable. What a store keeps that does not let files be removed goes with the orphans, or never.
    """
    next(store.kept(), None)  # first, because its refusal comes with a reason
    key = uuid.uuid4().hex
    name = store.save(f"{key[:2]}/{key}", ContentFile(b"parvis check"))
    try:
        with store.open(name) as file:
            file.read()
        return is_public(store, f"{store.location}/{name}".lstrip("/"))
    finally:
        store.delete(name)


def is_public(store: S3Store, key: str) -> bool:
    """True when the object, or the list of them, is given to somebody who shows no key."""
    client = _nobody(store)
    bucket = store.bucket_name
    return _answers(client.head_object, Bucket=bucket, Key=key) or _answers(
        client.list_objects_v2, Bucket=bucket, MaxKeys=1
    )


def keeps_old_versions(store: S3Store) -> bool:
    """True when what is removed stays as an old version for ever; False, too, when the store does not say."""
    try:
        if store.client.get_bucket_versioning(Bucket=store.bucket_name).get("Status") != "Enabled":
            return False
        rules = store.client.get_bucket_lifecycle_configuration(Bucket=store.bucket_name).get("Rules", ())
    except ClientError as error:
        return bool(error.response["Error"]["Code"] == "NoSuchLifecycleConfiguration")
    except BotoCoreError:
        return False
    return not any(rule["Status"] == "Enabled" and "NoncurrentVersionExpiration" in rule for rule in rules)


def _nobody(store: S3Store) -> Any:
    """A client that shows no key."""
    config = store.client_config.merge(QUICK).merge(Config(signature_version=botocore.UNSIGNED))
    session = store._create_session()  # noqa: SLF001 -- the library has no public word for it
    return session.client("s3", region_name=store.region_name, endpoint_url=store.endpoint_url, config=config)


def _answers(ask: Any, **question: Any) -> bool:
    try:
        ask(**question)
    except (ClientError, BotoCoreError):
        return False
    return True
