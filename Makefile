# Two targets set everything up by themselves: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
LABEL_STUDIO_VENV ?= .venv-labelstudio
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
export CLAIMSTANCE_LABEL_STUDIO ?= $(CURDIR)/$(LABEL_STUDIO_VENV)/bin/label-studio

.PHONY: demo demo-page test check format lint types imports tests golden docs clean

demo: $(VENV)/.demo  ## take the demo article apart and show it
	$(BIN)/claimstance annotate examples/harbour.txt --format terminal
	$(BIN)/claimstance annotate examples/harbour.txt --format html --output demo.html
	@echo "The same as a page: open demo.html"

test: $(VENV)/.dev $(LABEL_STUDIO_VENV)/.done  ## install everything, run all checks and tests
	$(MAKE) check

check: format lint types imports tests  ## what CI runs

format: $(VENV)/.dev
	$(BIN)/ruff format --check src tests benchmarks

lint: $(VENV)/.dev
	$(BIN)/ruff check src tests benchmarks

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

tests: $(VENV)/.dev
	$(BIN)/python -m pytest

golden: $(VENV)/.dev  ## write the golden files anew; review the diff
	CLAIMSTANCE_GOLDEN=write $(BIN)/python -m pytest -q tests

docs: $(VENV)/.dev  ## build the documentation into site/
	$(BIN)/mkdocs build --strict

clean:
	rm -rf $(VENV) $(LABEL_STUDIO_VENV) site demo.html

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) --editable '.[html]'
	touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) --editable '.[dev]'
	touch $@ $(VENV)/.demo

$(LABEL_STUDIO_VENV)/.done: constraints-label-studio.txt
	$(PYTHON) -m venv $(LABEL_STUDIO_VENV)
	$(LABEL_STUDIO_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --constraint $< label-studio
	touch $@
