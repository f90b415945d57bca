"""The words that every installation starts with, marked for translation: the rows themselves keep them in English.

A label that a ministry adds, or changes, is shown as it was typed.
"""

from django.utils.translation import gettext_noop as _

LEVELS = (_("Public"), _("Restricted"), _("Confidential"), _("Secret"))
FORMS = (
    _("First-person note"),
    _("Note verbale"),
    _("Collective note"),
    _("Identic note"),
    _("Circular note"),
    _("Aide-mémoire"),
    _("Memorandum"),
    _("Démarche"),
    _("Non-paper"),
    _("Bout de papier"),
    _("Letter"),
    _("Personal letter"),
    _("Telegram"),
    _("Notification"),
    _("Joint statement"),
    _("Communiqué"),
    _("Press statement"),
    _("Oral message"),
    _("Telephone call"),
    _("Meeting"),
    _("Exchange of notes"),
    _("Other"),
)
