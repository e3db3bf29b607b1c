# Two words do all the set-up:  make run  (the dashboard)   make test  (the whole suite)
SHELL := /bin/bash
VENV ?= .venv
BIN := $(VENV)/bin
IN_RANGE := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for p in python3.12 python3.13 python3.11 python3 python; do \
	"$$p" -c '$(IN_RANGE)' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
PORT ?= 8501

.PHONY: run test check install docs screenshots lock clean

run: install  ## fill the library with what can be fetched and open the dashboard
	$(BIN)/readouts init
	$(BIN)/readouts sync --patience 5
	$(BIN)/readouts serve --port $(PORT)

test: $(VENV)/.stamp-test check  ## everything: style, types, unit, property, agreement and browser tests
	$(BIN)/pytest

check: $(VENV)/.stamp-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

install: $(VENV)/.stamp-run

$(VENV)/bin/python:
	@if [ -z "$(PYTHON)" ] || ! "$(PYTHON)" -c '$(IN_RANGE)' 2>/dev/null; then \
		echo "Readouts needs Python 3.11, 3.12 or 3.13; found: $$("$${PYTHON:-python3}" --version 2>&1 || echo none)."; \
		echo "Install one of these and run:  make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 1; fi
	@"$(PYTHON)" -m venv $(VENV) || { \
		echo "Python has no venv module here. On Debian and Ubuntu:  apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.stamp-run: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.stamp-test: requirements-test.lock $(VENV)/.stamp-run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

docs: $(VENV)/.stamp-test  ## the reference pages made from the code
	$(BIN)/python docs/generate.py

screenshots: $(VENV)/.stamp-test  ## the pictures of README and docs; ALL=DIR: every page, wide and narrow, light and dark
	$(BIN)/python docs/screenshots.py $(if $(ALL),--all "$(ALL)")

lock:  ## renew both lock files (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--extra build -o requirements.lock pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--extra build --extra test -c requirements.lock -o requirements-test.lock pyproject.toml

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache build dist *.egg-info test-artifacts
