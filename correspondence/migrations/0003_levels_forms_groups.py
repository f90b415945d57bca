"""What every installation starts with: levels, forms of letter, and the four groups with their functions."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

LEVELS = (("public", "Public"), ("restricted", "Restricted"), ("confidential", "Confidential"), ("secret", "Secret"))
FORMS = (
    ("first_person_note", "First-person note", False),
    ("note_verbale", "Note verbale", False),
    ("collective_note", "Collective note", False),
    ("identic_note", "Identic note", False),
    ("circular_note", "Circular note", False),
    ("aide_memoire", "Aide-mémoire", False),
    ("memorandum", "Memorandum", False),
    ("demarche", "Démarche", True),
    ("non_paper", "Non-paper", False),
    ("bout_de_papier", "Bout de papier", False),
    ("letter", "Letter", False),
    ("personal_letter", "Personal letter", False),
    ("telegram", "Telegram", False),
    ("notification", "Notification", False),
    ("joint_statement", "Joint statement", False),
    ("communique", "Communiqué", False),
    ("press_statement", "Press statement", False),
    ("oral_message", "Oral message", True),
    ("telephone_call", "Telephone call", True),
    ("meeting", "Meeting", True),
    ("exchange_of_notes", "Exchange of notes", False),
    ("other", "Other", False),
)
RECORD = (
    "party partyname succession topic framework contextevent eventparty eventtopic eventlink letter participation text "
    "datereading link attachment proposal proposer addressee tabling response position"
).split()
REMOVABLE = (
    "partyname eventparty eventtopic eventlink participation link proposer addressee tabling response position"
).split()
VOCABULARY = ["letterform", "journalentry", "standing"]
GROUPS = {
    "reader": {"view": [*RECORD, "letterform", "standing"]},
    "desk officer": {"view": [*RECORD, *VOCABULARY], "add": RECORD, "change": RECORD, "delete": REMOVABLE},
    "registrar": {
        "view": [*RECORD, *VOCABULARY],
        "add": [*RECORD, "letterform"],
        "change": [*RECORD, "letterform"],
        "delete": [*REMOVABLE, "text", "datereading"],
    },
    "administrator": {
        "view": ["level", "desk", "clearance", "letterform", "user", "group"],
        "add": ["level", "desk", "clearance", "letterform", "user", "group"],
        "change": ["level", "desk", "clearance", "letterform", "user", "group"],
    },
}


def fill(apps, schema_editor):
    level, form = apps.get_model("correspondence", "Level"), apps.get_model("correspondence", "LetterForm")
    for rank, (code, name) in enumerate(LEVELS):
        level.objects.create(code=code, name=name, rank=rank)
    for position, (code, label, oral) in enumerate(FORMS):
        form.objects.create(code=code, label=label, oral=oral, position=position)
    _permissions(apps)
    permission, group = apps.get_model("auth", "Permission"), apps.get_model("auth", "Group")
    for name, functions in GROUPS.items():
        codenames = [f"{verb}_{noun}" for verb, nouns in functions.items() for noun in nouns]
        found = permission.objects.filter(
            codename__in=codenames, content_type__app_label__in=("correspondence", "auth")
        )
        group.objects.create(name=name).permissions.set(found)


def _permissions(apps):
    # Permissions are made after all migrations; the groups need them now.
    for label in ("auth", "correspondence"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None


def empty(apps, schema_editor):
    for label, model in (("correspondence", "Level"), ("correspondence", "LetterForm")):
        apps.get_model(label, model).objects.all().delete()
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0002_no_circle_of_answers"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(fill, empty)]
