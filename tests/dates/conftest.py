import pytest
from django.db import connection
from django.test import modify_settings

from tests.dates.records import Record


@pytest.fixture(scope="package")
def record_table(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Record)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Record)


@pytest.fixture
def installed():
    """The app of the test's models, for what looks a model up by its name."""
    with modify_settings(INSTALLED_APPS={"append": "tests.dates.records.DatesTests"}):
        yield


@pytest.fixture
def records(record_table, db):
    return Record.objects
