from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CorrespondenceConfig(AppConfig):
    """The one domain app: parties, letters, proposals, responses and positions."""

    name = "correspondence"
    verbose_name = _("Correspondence")
