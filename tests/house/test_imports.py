"""The floors of the house hold."""

import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]


def test_import_contracts_are_kept():
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([linter, "--no-cache"], check=False, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def own_models():
    return [model for model in apps.get_models() if model.__module__.startswith("parvis.")]


def relations(model):
    return [f for f in model._meta.get_fields() if isinstance(f, models.ForeignKey | models.ManyToManyField)]


def test_foreign_keys_across_apps_leave_no_way_back():
    offenders = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in relations(model)
        if field.remote_field.model._meta.app_label != model._meta.app_label and not field.remote_field.hidden
    ]
    assert offenders == []
