# Everything runs inside .venv, which `make` builds from requirements.lock.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
ARGS ?=

.PHONY: help run test test-slow lint score bench schemas lock clean

help:  ## Show this list
	@awk 'BEGIN{FS=":.*## "} /^[a-z-]+:.*## /{printf "  make %-8s %s\n",$$1,$$2}' $(MAKEFILE_LIST)

run: $(STAMP)  ## Read corpus/documents into outputs/ (records and database)
	$(BIN)/chidao run corpus/documents --db outputs/directives.db --out outputs $(ARGS)

test: $(STAMP)  ## Run the tests (ARGS="-k deadlines" for some)
	$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

test-slow: $(STAMP)  ## Run the tests that take minutes: kills, poison, trials of reviews
	$(BIN)/python -m pytest -m slow $(ARGS)

lint: $(STAMP)  ## Style, types, import rule
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

score: run  ## Compare outputs/records with the gold annotations
	$(BIN)/chidao score corpus/gold outputs/records $(ARGS)

bench: $(STAMP)  ## Speed, as ratios within one run
	$(BIN)/python benchmarks/bench_extract.py $(ARGS)
	$(BIN)/python benchmarks/bench_readers.py
	$(BIN)/python benchmarks/bench_run.py $(ARGS)

schemas: $(STAMP)  ## Write the JSON Schema files anew from the models
	$(BIN)/python -m schemas.json_schema

lock: $(STAMP)  ## Write requirements.lock anew from what is installed
	$(BIN)/python -m pip freeze --exclude-editable | grep -v '^chidao' > requirements.lock

clean:  ## Remove the virtual environment and what runs left behind
	rm -rf $(VENV) outputs/records outputs/quarantine outputs/reports outputs/directives.db*

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@
