# Every command of the project. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PORT ?= 8000
PYTHON ?= python3
RUN := .venv/.installed-run
DEV := .venv/.installed-dev
SPARK := var/spark/.installed

.PHONY: help
help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(RUN): requirements/run.txt requirements/build.txt pyproject.toml tools/install
	@PYTHON="$(PYTHON)" tools/install run
	@touch $@

$(DEV): requirements/dev.txt $(RUN)
	@PYTHON="$(PYTHON)" tools/install dev
	@touch $@

.PHONY: demo
demo: $(RUN) ## Install what is needed and serve a seeded campus on http://localhost:8000 (PORT=8123 for another port)
	@.venv/bin/parvis demo --port $(PORT)

.PHONY: test
test: $(DEV) ## Install what is needed and run the whole suite, on SQLite and on PostgreSQL where one can be had
	@tools/test

$(SPARK): requirements/spark.txt $(DEV) tools/install-spark
	@tools/install-spark
	@touch $@

.PHONY: spark
spark: $(SPARK) ## Install Spark and Splink (800 MB in var/spark) for the tests and measures that need them; Java is yours to bring

.PHONY: lint
lint: $(DEV) ## Ruff, import contracts and djlint
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/djlint src --lint --quiet

.PHONY: types
types: $(DEV) ## mypy --strict over src
	.venv/bin/mypy

.PHONY: messages
messages: $(DEV) ## Extract, keep and compile the translations; lists what has no French yet
	@.venv/bin/python tools/messages.py

.PHONY: screenshots
screenshots: $(DEV) ## Photograph the main pages of a demo for the README (needs Chromium)
	@.venv/bin/python tools/screenshots.py

.PHONY: bench
bench: $(DEV) ## Measure, print tables and keep them in docs/reference/measures (BENCH=load for one of them)
	@.venv/bin/python -m bench $(BENCH)

.PHONY: lock
lock: $(DEV) ## Write requirements/*.txt anew from pyproject.toml and requirements/*.in
	@tools/lock

.PHONY: ci
ci: ## What CI runs
	@.ci/run
