"""The journal's chain, first step: room for it. The entries of before are carried over by the next migration."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cells", "0007_sign_in")]

    operations = [
        migrations.RenameField("journalentry", "entry_hash", "hash"),
        migrations.AddField("journalentry", "number", models.PositiveBigIntegerField(null=True)),
        migrations.AddField("journalentry", "covers", models.TextField(blank=True, default="")),
        migrations.AddField(
            "journalentry", "content_hash", models.CharField(blank=True, default="", max_length=64)
        ),
        migrations.CreateModel(
            name="JournalHead",
            fields=[
                ("ward_code", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField()),
                ("hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="JournalText",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="cells.journalentry",
                    ),
                ),
                ("salt", models.CharField(max_length=32)),
                ("actor_name", models.CharField(max_length=320)),
                ("acting_for_name", models.CharField(blank=True, default="", max_length=150)),
                ("object_name", models.CharField(blank=True, default="", max_length=250)),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("reason", models.TextField(blank=True, default="")),
            ],
        ),
    ]
