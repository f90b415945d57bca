"""The state of the dialogue of two parties, and who may record it."""

import correspondence.dates
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
        codenames = [f"{verb}_dialoguechange" for verb in functions]
        found = permission.objects.filter(codename__in=codenames, content_type__app_label="correspondence")
        for one in group.objects.filter(name=name):
            one.permissions.add(*found)


def revoke(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(codename__endswith="_dialoguechange").delete()


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0004_lists_read_by_index'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DialogueChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='recorded at')),
                ('quote', models.TextField(blank=True, verbose_name='exact words')),
                ('prefix', models.CharField(blank=True, max_length=200, verbose_name='words before')),
                ('suffix', models.CharField(blank=True, max_length=200, verbose_name='words after')),
                ('change', models.CharField(choices=[('begun', 'begun'), ('suspended', 'suspended'), ('resumed', 'resumed'), ('ended', 'ended')], default='suspended', help_text='What the words say was done. Where the dialogue stands now follows from all that is on record.', max_length=10, verbose_name='what happened to the dialogue')),
                ('date_edtf', models.CharField(blank=True, default='', editable=False, max_length=120)),
                ('date_earliest', models.DateField(editable=False, null=True)),
                ('date_latest', models.DateField(editable=False, null=True)),
                ('date', correspondence.dates.UncertainDateField(help_text='From when it holds: 3 March 2016, spring 2014. Empty: the date of the letter.', verbose_name='date')),
                ('grounds', models.TextField(blank=True, help_text='The reason that is stated, in a few words.', verbose_name='because')),
                ('audience', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='correspondence.audience', verbose_name='audience')),
                ('declared_by', models.ForeignKey(blank=True, help_text='Who says so: shown as the claim of that side. Empty: both sides say it together.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='correspondence.party', verbose_name='according to')),
                ('evidence', models.ForeignKey(blank=True, help_text="The text that shows it: the letter's own, or that of the letter which reports it.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='correspondence.text', verbose_name='evidence')),
                ('framework', models.ForeignKey(blank=True, help_text='The forum or instrument in which it is suspended or resumed. Empty: not tied to one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dialogue_changes', to='correspondence.framework', verbose_name='framework')),
                ('high', models.ForeignKey(help_text='The other side; the order does not matter.', on_delete=django.db.models.deletion.PROTECT, related_name='dialogues_high', to='correspondence.party', verbose_name='and')),
                ('letter', models.ForeignKey(help_text='The letter or statement that does this, or the only trace of the one that did.', on_delete=django.db.models.deletion.PROTECT, related_name='dialogue_changes', to='correspondence.letter', verbose_name='letter')),
                ('low', models.ForeignKey(help_text='One side. A ministry or an embassy counts for its state.', on_delete=django.db.models.deletion.PROTECT, related_name='dialogues_low', to='correspondence.party', verbose_name='between')),
                ('recorded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('topic', models.ForeignKey(blank=True, help_text='What the dialogue is about. Empty: the dialogue in general.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dialogue_changes', to='correspondence.topic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'change in a dialogue',
                'verbose_name_plural': 'changes in dialogues',
                'abstract': False,
                'indexes': [models.Index(fields=['low', 'high', 'audience'], name='dialogue_of_pair')],
                'constraints': [models.CheckConstraint(condition=models.Q(('date_earliest__lte', models.F('date_latest')), ('date_earliest', None), ('date_latest', None), _connector='OR'), name='dialoguechange_date_in_order', violation_error_code='bounds_out_of_order', violation_error_message='The earliest day of a date cannot be after its latest day.'), models.CheckConstraint(condition=models.Q(('low__lt', models.F('high'))), name='dialogue_has_two_sides', violation_error_message='A dialogue has two sides: choose two different states or organisations.'), models.CheckConstraint(condition=models.Q(('change__in', ('begun', 'suspended', 'resumed', 'ended'))), name='dialogue_change_known', violation_error_message='Choose what happened to the dialogue.')],
            },
        ),
        migrations.RunPython(grant, revoke),
    ]
