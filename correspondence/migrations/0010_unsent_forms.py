"""Forms that were not saved yet. It comes after 0011, which was written beside it and landed first."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("correspondence", "0011_labels_and_merging"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Unsent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("page", models.CharField(editable=False, max_length=500, verbose_name="page")),
                ("told", models.TextField(editable=False, verbose_name="fields")),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="saved")),
                (
                    "user",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "unsaved form",
                "verbose_name_plural": "unsaved forms",
                "ordering": ("-saved_at", "id"),
                "default_permissions": (),
                "indexes": [models.Index(fields=["user", "-saved_at"], name="unsent_of_user")],
            },
        ),
    ]
