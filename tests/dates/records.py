"""Models with uncertain dates and nothing else; their tables live only as long as these tests run."""

from django.apps import AppConfig
from django.db import models

from correspondence.dates import UncertainDateField, bounds_in_order


class DatesTests(AppConfig):
    name = "tests.dates"
    label = "dates_tests"
    default_auto_field = "django.db.models.BigAutoField"


class DatedThing(models.Model):
    """What both records inherit."""

    dated = UncertainDateField("date")

    class Meta:
        abstract = True
        app_label = "dates_tests"

    def __str__(self):
        return str(self.dated)


class Record(DatedThing):
    title = models.CharField(max_length=40, blank=True)
    sent = UncertainDateField("sent", blank=False, default="2003")

    class Meta:
        app_label = "dates_tests"
        constraints = bounds_in_order("dated", "sent")


class Migrated(DatedThing):
    """Its table is made, changed and dropped by migrations."""

    title = models.CharField(max_length=40, blank=True)

    class Meta:
        app_label = "dates_tests"
        constraints = bounds_in_order("dated")
