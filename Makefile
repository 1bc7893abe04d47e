# Two commands matter: `make run` and `make test`. Each brings what it needs.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: run test nightly set-up test-tools assets translations messages format lint bench check lock

run: set-up
	@DEALFLOW_DEMO=$${DEALFLOW_DEMO:-yes} DEALFLOW_DEMO_YEAR=$${DEALFLOW_DEMO_YEAR:-yes} $(BIN)/python run.py serve

test: set-up test-tools
	$(BIN)/python -m pytest --database=both --durations=20

# Lint and the tests that a change touches; needs neither PostgreSQL nor Chromium.
check: set-up lint
	$(BIN)/python -m tools.touched

CASES ?= 5000
SEED ?= 100000

nightly: set-up test-tools
	$(BIN)/python -m pytest --database=both --whole tests/databases tests/engine/faults \
		tests/records/test_other_values.py tests/extension/test_other_values.py
	$(BIN)/python -m tests.engine.random_processes run --cases $(CASES) --seed $(SEED)

set-up: $(VENV)/.installed assets translations

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is missing: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with make PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }

# Only what the locks know by its hash, and only wheels: nothing of a package runs while it is installed.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:

$(VENV)/.installed: requirements.lock | $(BIN)/python
	@echo "Installing the Python packages…"
	@$(INSTALL) -r requirements.lock
	@touch $@

$(VENV)/.test-tools: requirements-test.lock $(VENV)/.installed
	@$(INSTALL) -r requirements-test.lock
	@touch $@

test-tools: $(VENV)/.test-tools
	@$(BIN)/python tools/test_tools.py

lock: $(VENV)/.test-tools
	$(BIN)/python -m tools.requirements $(if $(UPGRADE),--upgrade)
	@$(INSTALL) -r requirements-test.lock
	$(BIN)/python -m tools.licences

PO := $(wildcard app/translations/*/LC_MESSAGES/messages.po)

translations: $(PO:.po=.mo)

%.mo: %.po $(VENV)/.installed
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

TRANSLATIONS := app/translations
KEYWORDS := -k _l -k lazy_gettext -k Plural:1,2 -k lazy_pgettext:1c,2 -k lazy_ngettext:1,2

messages:
	$(BIN)/pybabel --quiet extract -F babel.cfg $(KEYWORDS) --no-location --sort-output --omit-header -o $(TRANSLATIONS)/messages.pot .
	$(BIN)/pybabel --quiet update --ignore-obsolete --no-fuzzy-matching --ignore-pot-creation-date --width 120 -i $(TRANSLATIONS)/messages.pot -d $(TRANSLATIONS)
	@rm $(TRANSLATIONS)/messages.pot

format: $(VENV)/.test-tools
	$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

lint: $(VENV)/.test-tools node_modules/.installed
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/djlint --profile=jinja --lint app
	node_modules/.bin/biome lint --error-on-warnings
	node_modules/.bin/tsc

ASSET_SOURCES := $(shell find app assets -name '*.js' -o -name '*.css' -o -name '*.html' -o -name '*.py' 2>/dev/null | grep -v static/build)

assets: app/web/static/build/manifest.json

node_modules/.installed: package-lock.json $(VENV)/.installed
	@echo "Installing the browser libraries…"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

app/web/static/build/manifest.json: node_modules/.installed $(ASSET_SOURCES)
	@node assets/build.mjs
	@touch $@

bench: set-up
	$(BIN)/python run.py bench
