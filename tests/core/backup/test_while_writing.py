"""A backup of a site that is being written to shows one moment, and holds nobody up."""

import shutil
import subprocess
import sys
from pathlib import Path

from django.db import connection

from tests.core.backup.conftest import unpacked
from tests.support.process import environment, parvis, postgresql_url

WRITER = Path(__file__).with_name("writer.py")


def test_backup_while_others_write(request, tmp_path, instance):
    variables = {"DJANGO_SETTINGS_MODULE": "parvis.config.settings"}
    if connection.vendor == "postgresql":
        request.getfixturevalue("transactional_db")
        variables["DATABASE_URL"] = postgresql_url()
    else:
        shutil.copytree(instance.folder / "data", tmp_path / "data")
    writer = subprocess.Popen(
        [sys.executable, WRITER],
        env=environment(tmp_path, **variables),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert writer.stdout.readline() == "1\n", writer.stderr.read()
        made = parvis(tmp_path, "backup", str(tmp_path / "moment.tar.gz"), **variables)
    finally:
        written, errors = writer.communicate(timeout=600)
    assert made.returncode == 0, made.stderr
    assert errors == ""
    manifest, members = unpacked(tmp_path / "moment.tar.gz")
    users = members["tables/accounts.user.jsonl"].decode().count("writer")
    assert users == manifest["tables"]["accounts.rolegrant"]["rows"]
    assert 1 <= users < int(written.split()[-1]), "nothing was written during the backup"
