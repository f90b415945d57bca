"""What finds a letter again that was logged before: its references, the digest of its words and of its files."""

import correspondence.models.texts
import django.db.models.deletion
import django.utils.timezone
import unicodedata
import uuid
from hashlib import sha256

from django.conf import settings
from django.db import migrations, models


MANY = 500


def digest_texts(apps, schema_editor):
    """Give every text on record the digest of its words."""
    texts = apps.get_model("correspondence", "Text").objects.using(schema_editor.connection.alias)
    rows = []
    for key, body in texts.values_list("pk", "body").iterator(chunk_size=MANY):
        words = " ".join(unicodedata.normalize("NFC", body).split())
        rows.append((key, sha256(words.encode()).hexdigest() if words else ""))
    for key, digest in rows:
        texts.filter(pk=key).update(digest=digest)


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0008_calendar_keys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NotTheSame",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="recorded at"),
                ),
                (
                    "audience",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="correspondence.audience",
                        verbose_name="audience",
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="correspondence.letter",
                        verbose_name="letter",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="correspondence.letter",
                        verbose_name="other letter",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "“not the same”",
                "verbose_name_plural": "pairs that are not the same",
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="text",
            name="digest",
            field=correspondence.models.texts.DigestOfBody(blank=True, editable=False, max_length=64),
        ),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(fields=["sha256"], name="attachment_sha256"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["own_reference"], name="letter_own_reference"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["their_reference"], name="letter_their_reference"),
        ),
        migrations.AddIndex(
            model_name="text",
            index=models.Index(fields=["digest"], name="text_digest"),
        ),
        migrations.AddConstraint(
            model_name="notthesame",
            constraint=models.UniqueConstraint(fields=("one", "other"), name="not_the_same_once"),
        ),
        migrations.AddConstraint(
            model_name="notthesame",
            constraint=models.CheckConstraint(
                condition=models.Q(("one__lt", models.F("other"))),
                name="not_the_same_in_order",
                violation_error_message="A letter is the same as itself.",
            ),
        ),
        migrations.RunPython(digest_texts, migrations.RunPython.noop, elidable=True),
    ]
