"""Where in the whole database a word is still written."""

from django.apps import apps
from django.db import connection, models


def text_columns():
    """(table, column) of every column that can hold text, in every table."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField | models.GenericIPAddressField):
                yield model._meta.db_table, field.column


def traces_of(*words):
    """Where any of the words is still written."""
    found = []
    with connection.cursor() as cursor:
        for table, column in text_columns():
            for word in words:
                question = f'SELECT COUNT(*) FROM "{table}" WHERE LOWER(CAST("{column}" AS TEXT)) LIKE %s'  # noqa: S608
                cursor.execute(question, [f"%{word.lower()}%"])
                if cursor.fetchone()[0]:
                    found.append(f"{table}.{column}: {word}")
    return found
