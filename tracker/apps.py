from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core import checks

from tracker.checks import check_database_driver, check_files_directory


class TrackerConfig(AppConfig):
    """The site: how the product is run."""

    name = "tracker"

    def ready(self) -> None:
        checks.register(check_database_driver, checks.Tags.database)
        checks.register(check_files_directory, checks.Tags.files, deploy=True)


class RegisterAdminConfig(AdminConfig):
    """Django's admin with our site in place of its own."""

    default_site = "correspondence.admin.site.register_site"
