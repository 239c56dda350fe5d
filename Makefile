# `make help` lists what there is. Everything runs in .venv, which `make setup` makes from the lock.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup setup-bench demo test drills lint format train evaluate bench-words bench-accuracy bench-corrupted bench-wear bench-corrections bench-classifiers cycle samples screens data lock clean

PYTHON ?=
ARGS ?=
DATA ?=
NETWORK ?= compact
SETS ?=
RUN := .venv/bin/python
SOURCES := pipeline models worker producer_examples tests scripts

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

setup: ## make .venv with the pinned packages and inkqueue in it (PYTHON= names an interpreter)
	@PYTHON="$(PYTHON)" scripts/setup.sh

demo: setup ## a page to try, workers, trainer and Flower; the sample images read (ARGS=--once to end then)
	@$(RUN) -m worker.demo $(ARGS)

setup-bench:
	@PYTHON="$(PYTHON)" scripts/setup.sh bench

test: setup ## the tests, on two processes (ARGS= goes to pytest: a file, or "-n 0" for one)
	@$(RUN) -m pytest -n 2 --dist loadfile $(ARGS)

drills: setup-bench ## the tests that are too slow for `make test`: how networks are trained and classifiers compared
	@$(RUN) -m pytest -n 2 --dist loadfile tests/drills $(ARGS)

lint: setup ## linter, formatter and type checker
	@$(RUN) -m ruff check $(SOURCES)
	@$(RUN) -m ruff format --check $(SOURCES)
	@$(RUN) -m mypy

format: setup ## put the sources into the house format
	@$(RUN) -m ruff check --fix $(SOURCES)
	@$(RUN) -m ruff format $(SOURCES)

train: data setup ## a new version (DATA= holds emnist/train.npz; NETWORK=paper; ARGS= as for inkqueue train)
	@.venv/bin/inkqueue train --data "$(DATA)/emnist/train.npz" --network $(NETWORK) $(ARGS)

evaluate: data setup ## the shipped versions scored, one JSON line each (DATA= holds emnist/validation.npz)
	@for card in models/shipped/*/card.json; do \
	    .venv/bin/inkqueue evaluate --json --data "$(DATA)/emnist/validation.npz" \
	        --model "$$(basename "$$(dirname "$$card")")" || exit; \
	done

bench-words: data setup ## real words read with each preset and scored (DATA= holds words/, SETS= names some)
	@$(RUN) scripts/bench_words.py "$(DATA)" $(SETS)

bench-corrupted: data setup ## shipped versions on corrupted characters, into docs/classifiers.md (DATA= as above)
	@$(RUN) scripts/bench_corrupted.py "$(DATA)" $(ARGS)

bench-wear: data setup ## names read from worn images, into docs/wear.md (DATA= as above)
	@$(RUN) scripts/bench_wear.py "$(DATA)" $(ARGS)

bench-corrections: data setup ## names corrected, a refresh, others read again, slow, into docs/training.md (DATA= as above)
	@nice $(RUN) scripts/bench_corrections.py "$(DATA)" $(ARGS)

bench-accuracy: data setup ## every target measured, beside other engines, into docs/accuracy.md (DATA= as above)
	@scripts/rivals.sh
	@$(RUN) scripts/bench_accuracy.py "$(DATA)" --compose-from validation $(ARGS)

bench-classifiers: data setup-bench ## the paper's comparisons, about 2 h, resumable, into docs/classifiers.md (ARGS=--size=500)
	@$(RUN) scripts/bench_classifiers.py run "$(DATA)" $(ARGS)
	@$(RUN) scripts/bench_classifiers.py report $(ARGS)

cycle: setup ## correct, train, gate, promote, hot swap, roll back: recorded on real workers into docs/cycle.md
	@nice $(RUN) scripts/record_cycle.py $(ARGS)

samples: data setup ## compose the sample pictures anew (DATA= holds emnist/train.npz)
	@$(RUN) scripts/compose_samples.py "$(DATA)"

screens: setup ## take the pictures of the page for the README anew (needs Debian's chromium)
	@SCREENS="$(CURDIR)/docs" $(RUN) -m pytest -q tests/producer_examples/web/test_screens.py

data:
	@test -d "$(DATA)" || { echo "inkqueue: DATA= must name the data folder" >&2; exit 2; }

lock: ## pin the dependencies anew (ARGS=--upgrade for the newest)
	@scripts/lock.sh $(ARGS)

clean: ## remove .venv and what tools left
	@rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
