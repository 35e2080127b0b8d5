# `make run` and `make test` are all the set-up that a new machine with Python 3.11 or newer needs.

PYTHON ?= python3
PORT ?= 8501

bin := .venv/bin
code := $(wildcard app.py pages data analysis tests benchmarks scripts)
pip := $(bin)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test test-long check format samples bench worlds pins clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 12

run: .venv/installed ## start the app on this machine (PORT=8501)
	$(bin)/streamlit run app.py --server.address=localhost --server.port=$(PORT)

test: .venv/browser ## the tests, without those that take minutes
	$(bin)/python -m pytest -n 2 --dist=loadfile

test-long: .venv/browser ## all tests
	$(bin)/python -m pytest -n 2 --dist=loadfile -m ""

check: .venv/installed-dev ## format, lint and types
	$(bin)/ruff format --check $(code)
	$(bin)/ruff check $(code)
	$(bin)/mypy $(code)

format: .venv/installed-dev ## format the code, and mend what ruff can mend
	$(bin)/ruff format $(code)
	$(bin)/ruff check --fix $(code)

samples: .venv/installed ## write the sample logs again
	$(bin)/python -m data.samples

bench: .venv/installed-dev ## how long imports and answers take (rows="100000 1000000"; 10000000 needs 16 GB)
	$(bin)/python -m benchmarks $(rows)

worlds: .venv/installed-dev ## how often the verdicts are right in made-up searches (seeds="20"; 200 take an hour or more)
	$(bin)/python -m tests.worlds --seeds $(or $(seeds),200) --markdown docs/worlds.md

pins: .venv/installed-dev ## write requirements*.txt from requirements*.in (upgrade=--upgrade for newer ones)
	$(compile) requirements.in --output-file=requirements.txt
	$(compile) requirements-dev.in --output-file=requirements-dev.txt
	$(compile) --no-deps requirements-reference.in --output-file=requirements-reference.txt

clean: ## remove the environment and what the tools left behind
	rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache

# One set of versions for every supported Python and system, with no address of an index in it.
compile = $(bin)/uv pip compile --quiet --universal --python-version=3.11 --fork-strategy=fewest \
	--no-emit-index-url --custom-compile-command="make pins" $(upgrade)

# The files below only mark what is installed; each is made again when its requirements change.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/installed: requirements.txt | .venv/bin/python
	$(pip) -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt requirements-reference.txt .venv/installed
	$(pip) -r requirements-dev.txt
	$(pip) --no-deps -r requirements-reference.txt
	@touch $@

.venv/browser: .venv/installed-dev scripts/chromium.py
	$(bin)/python -m scripts.chromium
	@touch $@
