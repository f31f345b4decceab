"""Refused lines, which were kept in one value of each import, become rows of their own."""

from django.db import migrations


def keep_refused_lines(apps, _schema_editor):
    """Refused lines become rows of their own; remarks of earlier imports are let go."""
    run_model, change_model = apps.get_model("sources", "ImportRun"), apps.get_model("sources", "Change")
    for run in run_model.objects.exclude(refused=[]).order_by("pk").iterator():
        change_model.objects.bulk_create(
            change_model(
                run=run,
                kind="refused",
                line=line["line"],
                words=line["message"][:400].lower(),
                details=[{"field": "refused", "column": line["column"], "message": line["message"]}],
            )
            for line in run.refused
        )


class Migration(migrations.Migration):
    dependencies = [("sources", "0002_staging")]

    operations = [
        migrations.RunPython(keep_refused_lines, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="importrun", name="refused"),
        migrations.RemoveField(model_name="importrun", name="remarks"),
    ]
