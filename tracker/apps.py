from django.apps import AppConfig
from django.core import checks

from tracker.checks import check_database_driver, check_files_directory


class TrackerConfig(AppConfig):
    """The site: how the product is run."""

    name = "tracker"

    def ready(self) -> None:
        checks.register(check_database_driver, checks.Tags.database)
        checks.register(check_files_directory, checks.Tags.files, deploy=True)
