"""The field in migrations: four plain columns, each listed once, and nothing to change when nothing has changed."""

import datetime as dt

import pytest
from django.db import connection, migrations, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter

from correspondence.dates import UncertainDateField, column_names
from tests.dates.records import Migrated


def state_of(*models_of_state):
    state = ProjectState()
    for model in models_of_state:
        state.add_model(model)
    return state


def changes(before, after):
    return MigrationAutodetector(before, after)._detect_changes()


def written_and_read(migration):
    """The migration as its file makes it."""
    source = MigrationWriter(migration, include_header=False).as_string()
    scope = {}
    exec(compile(source, "migration", "exec"), scope)
    return scope["Migration"]("0001_initial", "dates_tests")


@pytest.fixture
def first_migration():
    (migration,) = changes(ProjectState(), state_of(ModelState.from_model(Migrated)))["dates_tests"]
    return written_and_read(migration)


def applied(migration, state):
    with connection.schema_editor() as editor:
        return migration.apply(state, editor)


def columns_in_database(table):
    with connection.cursor() as cursor:
        return sorted(column.name for column in connection.introspection.get_table_description(cursor, table))


def test_a_migration_lists_every_column_once(first_migration):
    (create,) = first_migration.operations[:1]
    names = [name for name, _field in create.fields]
    assert sorted(names) == sorted(["id", "title", *column_names("dated")])


def test_nothing_is_to_be_migrated_when_nothing_has_changed(first_migration):
    migrated = first_migration.mutate_state(ProjectState())
    assert changes(migrated, state_of(ModelState.from_model(Migrated))) == {}


def test_a_field_that_may_be_empty_is_written_without_its_defaults():
    field = UncertainDateField("date")
    field.set_attributes_from_name("dated")
    assert field.deconstruct() == ("dated", "correspondence.dates.UncertainDateField", [], {"verbose_name": "date"})


def test_a_field_is_the_same_after_deconstruction():
    _name, _path, args, kwargs = UncertainDateField("date", blank=False, help_text="as written").deconstruct()
    again = UncertainDateField(*args, **kwargs)
    assert (again.blank, again.help_text, again.max_length) == (False, "as written", 200)


@pytest.mark.django_db(transaction=True)
def test_migrations_make_the_table_change_it_and_keep_its_dates(first_migration):
    state = applied(first_migration, ProjectState())
    table = Migrated._meta.db_table
    try:
        historical = state.apps.get_model("dates_tests", "Migrated")
        historical.objects.create(dated="spring of 2014", dated_edtf="2014-21", dated_earliest=dt.date(2014, 3, 1))
        before = columns_in_database(table)

        class Later(migrations.Migration):
            operations = [
                migrations.AlterField("migrated", "dated", UncertainDateField("date", help_text="remakes the table")),
                migrations.AlterField("migrated", "title", models.TextField(blank=True)),
                migrations.AddField("migrated", "received", UncertainDateField("received")),
                migrations.RemoveField("migrated", "received"),
            ]

        state = applied(Later("0002_later", "dates_tests"), state)
        kept = state.apps.get_model("dates_tests", "Migrated").objects.get()
        assert (kept.dated, kept.dated_edtf, kept.dated_earliest) == ("spring of 2014", "2014-21", dt.date(2014, 3, 1))
        assert columns_in_database(table) == before
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(state.apps.get_model("dates_tests", "Migrated"))


@pytest.mark.django_db(transaction=True)
def test_a_table_of_the_living_model_is_remade_with_each_column_once():
    with connection.schema_editor() as editor:
        editor.create_model(Migrated)
    try:
        was, now = Migrated._meta.get_field("title"), models.TextField(blank=True)
        now.set_attributes_from_name("title")
        now.model = Migrated
        with connection.schema_editor() as editor:
            editor.alter_field(Migrated, was, now)
        names = [field.column for field in Migrated._meta.concrete_fields]
        assert columns_in_database(Migrated._meta.db_table) == sorted(names)
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Migrated)


@pytest.mark.django_db
def test_the_migrations_of_the_project_are_complete_for_their_dates():
    loader = MigrationExecutor(connection).loader
    state = loader.project_state()
    for model in state.models.values():
        for name, field in model.fields.items():
            if isinstance(field, UncertainDateField):
                assert set(column_names(name)) <= set(model.fields)
