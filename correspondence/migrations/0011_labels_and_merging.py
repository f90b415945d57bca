"""Labels of letters and who may put them on; the addresses of parties that were merged into others."""

import correspondence.models.access
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

NOUNS = ("label", "letterlabel")
GROUPS = {
    "reader": ("view",),
    "desk officer": ("view", "add", "change", "delete"),
    "registrar": ("view", "add", "change", "delete"),
}


def grant(apps, schema_editor):
    # Permissions are made after all migrations; the groups need them now.
    config = apps.get_app_config("correspondence")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permission, group = apps.get_model("auth", "Permission"), apps.get_model("auth", "Group")
    for name, functions in GROUPS.items():
        codenames = [f"{verb}_{noun}" for verb in functions for noun in NOUNS]
        found = permission.objects.filter(codename__in=codenames, content_type__app_label="correspondence")
        for one in group.objects.filter(name=name):
            one.permissions.add(*found)


def revoke(apps, schema_editor):
    nouns = [f"{verb}_{noun}" for verb in ("view", "add", "change", "delete") for noun in (*NOUNS, "formeraddress")]
    apps.get_model("auth", "Permission").objects.filter(
        codename__in=nouns, content_type__app_label="correspondence"
    ).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0009_logged_twice'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Label',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='recorded at')),
                ('slug', models.SlugField(blank=True, help_text='Made from the name when left empty. Addresses are cited for decades: change it only when it is wrong.', max_length=120, unique=True, verbose_name='name in addresses')),
                ('name', models.CharField(help_text='A word or two, as it stands on the letters.', max_length=80, verbose_name='name')),
                ('audience', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='correspondence.audience', verbose_name='audience')),
                ('desk', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='correspondence.desk', verbose_name='desk')),
                ('level', models.ForeignKey(default=correspondence.models.access.lowest_level, on_delete=django.db.models.deletion.PROTECT, to='correspondence.level', verbose_name='level')),
                ('recorded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'label',
                'verbose_name_plural': 'labels',
                'ordering': ('name',),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='recorded at')),
                ('slug', models.SlugField(max_length=120, verbose_name='name in addresses')),
                ('audience', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='correspondence.audience', verbose_name='audience')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_addresses', to='correspondence.party', verbose_name='party')),
                ('recorded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'former address of a party',
                'verbose_name_plural': 'former addresses of parties',
                'ordering': ('slug',),
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('slug', 'party'), name='former_address_once')],
            },
        ),
        migrations.CreateModel(
            name='LetterLabel',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='recorded at')),
                ('audience', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='correspondence.audience', verbose_name='audience')),
                ('label', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='labelled', to='correspondence.label', verbose_name='label')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='labelled', to='correspondence.letter', verbose_name='letter')),
                ('recorded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'label of a letter',
                'verbose_name_plural': 'labels of letters',
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('letter', 'label'), name='letter_label_once', violation_error_message='The letter has this label already.')],
            },
        ),
        migrations.RunPython(grant, revoke),
    ]
