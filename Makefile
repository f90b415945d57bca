# `make run` and `make test` are all a newcomer needs; CONTRIBUTING.md tells of the rest.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
STATIC := $(shell find correspondence/static -type f 2>/dev/null)
TEMPLATES = $(shell git ls-files 'templates/*.html')
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
PRODUCTION := SECURE_PROXY=on ALLOWED_HOSTS=tracker.example DATABASE_URL=sqlite:///var/check.sqlite3

export PORT
ifndef SECRET_KEY
export SECRET_KEY_FILE ?= var/secret_key
endif

.PHONY: run test check lint format types arrows templates migrations deploy coverage screenshots lock messages catalogues

run: export PUBLIC_READING ?= on
run: export HOME_PARTY ?= latvia
run: .venv/installed var/secret_key var/static/staticfiles.json
	@$(MANAGE) prepare_demo
	@exec $(BIN)/gunicorn --config python:tracker.serving tracker.wsgi

test: .venv/installed-dev
	@$(BIN)/python -m tests.everywhere

check: lint types arrows templates migrations deploy catalogues

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml correspondence tracker

format: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(if $(TEMPLATES),$(BIN)/djade --target-version 5.2 $(TEMPLATES))

types: .venv/installed-dev var/secret_key
	$(BIN)/mypy

arrows: .venv/installed-dev
	$(BIN)/lint-imports

templates: .venv/installed-dev
	$(if $(TEMPLATES),$(BIN)/djade --check --target-version 5.2 $(TEMPLATES))
	$(if $(TEMPLATES),$(BIN)/djlint --lint --quiet $(TEMPLATES))

migrations: .venv/installed-dev var/secret_key
	$(PRODUCTION) $(MANAGE) makemigrations --check --dry-run

deploy: .venv/installed-dev var/secret_key
	$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING

catalogues: .venv/installed-dev var/secret_key
	@$(BIN)/python -m tests.catalogues

coverage: .venv/installed-dev
	$(BIN)/coverage run -m pytest -m "not browser"
	$(BIN)/coverage report

screenshots: .venv/installed-dev
	$(BIN)/python -m pytest -q tests/browser/pictures.py

# Needs xgettext and msgfmt (the package gettext); what they make is kept with the code, so that nothing else does.
messages: .venv/installed-dev var/secret_key
	$(MANAGE) makemessages --all --no-wrap --no-obsolete --add-location file --ignore .venv --ignore tests --ignore var --ignore docs
	$(MANAGE) compilemessages --ignore .venv

lock: .venv/installed-dev
	$(LOCK) requirements.in --output-file requirements.txt
	$(LOCK) requirements-dev.in --output-file requirements-dev.txt

.venv/bin/python:
	$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "Python 3.11 or later is needed"'
	$(PYTHON) -m venv .venv

.venv/installed: requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	@touch $@

var/secret_key: | .venv/bin/python
	@mkdir -p var
	@umask 077 && $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))' > $@

var/static/staticfiles.json: requirements.txt $(STATIC) | .venv/installed var/secret_key
	$(MANAGE) collectstatic --noinput --clear --verbosity 0
	@touch $@
