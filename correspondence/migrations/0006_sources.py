"""What sources call parties, and the letters they name before those are on record."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


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
        codenames = [f"{verb}_{noun}" for verb in functions for noun in ("partykey", "awaitedlink")]
        found = permission.objects.filter(codename__in=codenames, content_type__app_label="correspondence")
        for one in group.objects.filter(name=name):
            one.permissions.add(*found)


def revoke(apps, schema_editor):
    nouns = models.Q(codename__endswith="_partykey") | models.Q(codename__endswith="_awaitedlink")
    apps.get_model("auth", "Permission").objects.filter(nouns).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0005_state_of_the_dialogue'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AwaitedLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='recorded at')),
                ('target', models.CharField(db_index=True, max_length=200, verbose_name='key of the other letter')),
                ('relation', models.CharField(choices=[('answers', 'answers'), ('answers_in_part', 'answers in part'), ('acknowledges', 'acknowledges'), ('denies_receipt', 'denies receipt of'), ('rejects', 'rejects (a protest)'), ('reminds', 'reminds of'), ('follows_up', 'follows up'), ('corrects', 'corrects'), ('supersedes', 'supersedes'), ('withdraws', 'withdraws'), ('transmits', 'transmits'), ('reports', 'reports'), ('part_of', 'is part of'), ('refers_to', 'refers to'), ('same_text', 'has the same text as'), ('duplicates', 'duplicates')], default='refers_to', max_length=20, verbose_name='relation')),
                ('basis', models.CharField(choices=[('stated', 'stated in the document'), ('reported', 'reported by a source'), ('edition', 'given by the edition'), ('inferred', 'inferred')], default='edition', max_length=10, verbose_name='basis')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
            ],
            options={
                'verbose_name': 'link that waits for its letter',
                'verbose_name_plural': 'links that wait for their letters',
                'ordering': ('target',),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PartyKey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='recorded at')),
                ('key', models.CharField(help_text='An address in an authority file, or the source and its own key.', max_length=300, verbose_name='key')),
            ],
            options={
                'verbose_name': 'key of a party',
                'verbose_name_plural': 'keys of parties',
                'ordering': ('key',),
                'abstract': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='letter',
            name='letter_source_key_once',
        ),
        migrations.AddField(
            model_name='contextevent',
            name='source_key',
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name='key in the source'),
        ),
        migrations.AddField(
            model_name='letter',
            name='source_digest',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AlterField(
            model_name='link',
            name='basis',
            field=models.CharField(choices=[('stated', 'stated in the document'), ('reported', 'reported by a source'), ('edition', 'given by the edition'), ('inferred', 'inferred')], default='stated', max_length=10, verbose_name='basis'),
        ),
        migrations.AddConstraint(
            model_name='contextevent',
            constraint=models.UniqueConstraint(condition=models.Q(('source_key', ''), _negated=True), fields=('source_key', 'audience'), name='event_source_key_once'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.UniqueConstraint(condition=models.Q(('source_key', ''), _negated=True), fields=('source_key', 'audience'), name='letter_source_key_once'),
        ),
        migrations.AddField(
            model_name='awaitedlink',
            name='audience',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='correspondence.audience', verbose_name='audience'),
        ),
        migrations.AddField(
            model_name='awaitedlink',
            name='letter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='awaits', to='correspondence.letter', verbose_name='letter'),
        ),
        migrations.AddField(
            model_name='awaitedlink',
            name='recorded_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by'),
        ),
        migrations.AddField(
            model_name='partykey',
            name='audience',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='correspondence.audience', verbose_name='audience'),
        ),
        migrations.AddField(
            model_name='partykey',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='correspondence.party', verbose_name='party'),
        ),
        migrations.AddField(
            model_name='partykey',
            name='recorded_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by'),
        ),
        migrations.AddConstraint(
            model_name='awaitedlink',
            constraint=models.UniqueConstraint(fields=('letter', 'target', 'relation'), name='awaited_link_once'),
        ),
        migrations.AddConstraint(
            model_name='partykey',
            constraint=models.UniqueConstraint(fields=('key', 'audience'), name='party_key_once', violation_error_message='Another party has this key.'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='archive_reference',
            field=models.CharField(blank=True, max_length=300, verbose_name='archive reference'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='citation',
            field=models.CharField(blank=True, max_length=500, verbose_name='citation'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='locator',
            field=models.CharField(blank=True, max_length=200, verbose_name='place in the source'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='marking',
            field=models.CharField(blank=True, max_length=200, verbose_name='marking as written'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='place',
            field=models.CharField(blank=True, max_length=200, verbose_name='place'),
        ),
        migrations.RunPython(grant, revoke),
    ]
