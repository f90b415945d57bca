"""Tokens with which systems use the API, managed by administrators, and the answers they were given."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


FUNCTIONS = ("view", "add", "change")


def grant(apps, schema_editor):
    # Permissions are made after all migrations; the group needs them now.
    config = apps.get_app_config("correspondence")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permission, group = apps.get_model("auth", "Permission"), apps.get_model("auth", "Group")
    codenames = [f"{verb}_apitoken" for verb in FUNCTIONS]
    found = permission.objects.filter(codename__in=codenames, content_type__app_label="correspondence")
    for one in group.objects.filter(name="administrator"):
        one.permissions.add(*found)


def revoke(apps, schema_editor):
    nouns = models.Q(codename__endswith="_apitoken") | models.Q(codename__endswith="_givenanswer")
    apps.get_model("auth", "Permission").objects.filter(nouns, content_type__app_label="correspondence").delete()


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0006_sources'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(help_text='The system that uses it.', max_length=80, verbose_name='name')),
                ('scope', models.CharField(choices=[('read', 'read'), ('write', 'read and write')], default='read', max_length=5, verbose_name='scope')),
                ('expires_at', models.DateTimeField(verbose_name='expires')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('begins', models.CharField(editable=False, max_length=12, verbose_name='begins with')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
                ('last_used_on', models.DateField(editable=False, null=True, verbose_name='last used')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='revoked')),
                ('user', models.ForeignKey(help_text='It sees what this account sees, and what it writes stands in the journal under this name.', on_delete=django.db.models.deletion.PROTECT, related_name='api_tokens', to=settings.AUTH_USER_MODEL, verbose_name='acts for')),
            ],
            options={
                'verbose_name': 'token of a system',
                'verbose_name_plural': 'tokens of systems',
                'ordering': ('name', '-made_at'),
            },
        ),
        migrations.CreateModel(
            name='GivenAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asker', models.CharField(editable=False, max_length=60)),
                ('key', models.CharField(editable=False, max_length=200)),
                ('request_digest', models.CharField(editable=False, max_length=64)),
                ('answer', models.JSONField(editable=False, null=True)),
                ('expires_at', models.DateTimeField(editable=False)),
            ],
            options={
                'verbose_name': 'answer given to a system',
                'verbose_name_plural': 'answers given to systems',
                'constraints': [models.UniqueConstraint(fields=('asker', 'key'), name='one_answer_for_a_key')],
            },
        ),
        migrations.RunPython(grant, revoke),
    ]
