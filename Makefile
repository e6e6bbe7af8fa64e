# Everything a fresh machine needs is installed by these targets: Python 3.11+ and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
DATA ?= data

# PyICU, which followthemoney stands on, has no wheels: it is built against ICU's headers.
ICU := { [ "$$(id -u)" = 0 ] && { apt-get update -qq && apt-get install -y -qq libicu-dev pkg-config g++; } >/dev/null 2>&1; } \
	|| { echo "PyICU is built on this machine; install first what it needs (Debian: apt-get install libicu-dev pkg-config g++)"; exit 2; }

.DEFAULT_GOAL := help
.PHONY: help install dev run test test-slow check format docs model quality screenshots upgrade clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/.installed ## make .venv and install Fondoscop with the tested versions

dev: $(VENV)/.installed-dev ## install what tests and checks need, too

run: install ## crawl the bundled sample sites, extract, store, print what was found
	$(BIN)/fondoscop demo --data $(DATA)

test: dev ## run the whole test suite
	$(BIN)/pytest

test-slow: dev ## run the tests that take too long for the suite, and those that are timed, one by one
	$(BIN)/pytest -m slow -n 0

check: dev ## lint, format, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: dev ## put the code in its format
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

docs: install ## write docs/data.md, docs/queries.md and docs/project.schema.json anew, from what they describe
	$(BIN)/python -m explore.data_docs
	$(BIN)/python -m explore.query_docs
	$(BIN)/python -m explore.export.jsonl

model: install ## train the Romanian pipeline anew: make model RONEC=path (models/README.md)
	@test -n "$(RONEC)" || { echo "Say where the corpora are: make model RONEC=path (models/README.md)"; exit 2; }
	$(BIN)/python -m models.training "$(RONEC)"

quality: dev ## measure the annotated documents in tests/ anew and put the figures on record
	for folder in tests/documents tests/pages/first tests/pages/second tests/pages/third tests/pages/fourth tests/pages/fifth; do \
		$(BIN)/fondoscop evaluate $$folder --record $$folder || exit; done

screenshots: dev ## take the pictures of the site in docs/screenshots anew (needs Chromium)
	$(BIN)/python -m benchmarks.screenshots

upgrade: dev ## take the newest versions that pyproject.toml allows into constraints.txt
	$(PIP) install --upgrade --editable '.[dev]'
	grep '^#' constraints.txt > constraints.new
	$(PIP) freeze --exclude-editable >> constraints.new
	mv constraints.new constraints.txt

clean: ## remove the environment and caches; data stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Fondoscop needs Python 3.11 or newer; this is %s. Name another one: make PYTHON=python3.12 …" % sys.version.split()[0])'
	@test -x $(BIN)/python || { echo "Making $(VENV)"; $(PYTHON) -m venv $(VENV); }
	@echo "Installing Fondoscop (the first time this takes a minute or two)"
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "Installing what tests and checks need"
	@pkg-config --exists icu-i18n 2>/dev/null || $(ICU)
	@$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@
