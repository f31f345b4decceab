"""An S3 server on the loopback that checks every signature; a `conftest.py` imports the fixtures."""

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPConnection
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlsplit

import boto3
import pytest
from botocore.config import Config

from parvis.config.files import file_store

REGION = "fr-par"
ALL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}


@dataclass
class Bucket:
    """An empty bucket of a test, its FILES_URL, and a client to look into it from outside parvis."""

    name: str
    url: str
    client: Any
    server: SimpleNamespace

    def content(self):
        """The bytes of every object."""
        keys = [entry["Key"] for entry in self.client.list_objects_v2(Bucket=self.name).get("Contents", ())]
        return {key: self.client.get_object(Bucket=self.name, Key=key)["Body"].read() for key in keys}

    def asked(self):
        """How many requests the server has had since it was last asked."""
        lines = self.server.log.read_text(encoding="utf-8").splitlines()
        found = [line for line in lines[self.server.read :] if "HTTP/1.1" in line]
        self.server.read = len(lines)
        return len(found)


def start(port, log):
    """The server's process, once it answers."""
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    for _ in range(1200):
        if process.poll() is not None:
            raise RuntimeError(log.read_text(encoding="utf-8"))
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/moto-api/", timeout=5).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
        else:
            return process
    raise TimeoutError("the S3 server did not answer")


def check_signatures(port, *, after):
    """After so many requests, who asks without a key, or signs with a wrong secret, is refused."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("POST", "/moto-api/reset-auth", body=str(after), headers={"Content-Type": "text/plain"})
    assert connection.getresponse().status == 200
    connection.close()


def client_of(endpoint, service, key, secret):
    """A client of the server with a key of one's own."""
    return boto3.client(
        service,
        endpoint_url=endpoint,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        region_name=REGION,
        config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}),
    )


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory):
    """One server for all tests: where it is, and a key that may do everything with buckets."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("s3") / "log"
    process = start(port, log)
    try:
        endpoint = f"http://127.0.0.1:{port}"
        iam = client_of(endpoint, "iam", "anyone", "anything")
        iam.create_user(UserName="parvis")
        iam.put_user_policy(UserName="parvis", PolicyName="all", PolicyDocument=json.dumps(ALL))
        made = iam.create_access_key(UserName="parvis")["AccessKey"]
        key, secret = made["AccessKeyId"], made["SecretAccessKey"]
        check_signatures(port, after=0)
        client = client_of(endpoint, "s3", key, secret)
        yield SimpleNamespace(
            port=port, endpoint=endpoint, key=key, secret=secret, client=client, log=log, read=0, made=0
        )
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture
def bucket(s3_server):
    """An empty bucket."""
    s3_server.made += 1
    name = f"campus-{s3_server.made}"
    s3_server.client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    login = f"{quote(s3_server.key, safe='')}:{quote(s3_server.secret, safe='')}"
    url = f"s3://{login}@127.0.0.1:{s3_server.port}/{name}/of/parvis?region={REGION}"
    found = Bucket(name, url, s3_server.client, s3_server)
    found.asked()
    return found


def keep_files_at(settings, url):
    """Have this process keep its files where a FILES_URL says; nothing is the data folder."""
    made = file_store(urlsplit(url) if url else None)
    settings.STORAGES = {**settings.STORAGES, "default": made}


@pytest.fixture
def in_bucket(settings, bucket):
    """This process keeps its files in an empty bucket."""
    keep_files_at(settings, bucket.url)
    return bucket


@pytest.fixture
def signatures_left_out(bucket):
    """The server gives everything to everybody but objects that are not public."""
    check_signatures(bucket.server.port, after="inf")
    yield
    check_signatures(bucket.server.port, after=0)
