# `make help` lists what there is. Everything runs in .venv, which `make setup` makes from the lock.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint format samples bench-words lock clean

PYTHON ?=
ARGS ?=
DATA ?=
NETWORK ?= compact
RUN := .venv/bin/python
SOURCES := pipeline models worker producer_examples tests scripts

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

setup: ## make .venv with the pinned packages and inkqueue in it (PYTHON= names an interpreter)
	@PYTHON="$(PYTHON)" scripts/setup.sh

demo: setup ## Redis, workers, trainer and Flower, and the sample images read (ARGS=--once to end then)
	@$(RUN) -m worker.demo $(ARGS)

test: setup ## every test (ARGS= goes to pytest)
	@$(RUN) -m pytest $(ARGS)

lint: setup ## linter, formatter and type checker
	@$(RUN) -m ruff check $(SOURCES)
	@$(RUN) -m ruff format --check $(SOURCES)
	@$(RUN) -m mypy

format: setup ## put the sources into the house format
	@$(RUN) -m ruff check --fix $(SOURCES)
	@$(RUN) -m ruff format $(SOURCES)

samples: setup ## compose the sample pictures anew (DATA= holds emnist/train.npz)
	@$(RUN) scripts/compose_samples.py $(DATA)

bench-words: setup ## read real words with each preset and score them (DATA= holds words/, SETS= some)
	@$(RUN) scripts/bench_words.py $(DATA) $(SETS)

lock: ## pin the dependencies anew (ARGS=--upgrade for the newest)
	@scripts/lock.sh $(ARGS)

train: setup data ## a new version from DATA=/emnist/train.npz (NETWORK=paper, ARGS= as for inkqueue train)
	@.venv/bin/inkqueue train --data "$(DATA)/emnist/train.npz" --network $(NETWORK) $(ARGS)

evaluate: setup data ## the shipped versions on DATA=/emnist/validation.npz, one JSON line each
	@for card in models/shipped/*/card.json; do \
	    version=$$(basename "$$(dirname "$$card")"); \
	    .venv/bin/inkqueue evaluate --data "$(DATA)/emnist/validation.npz" --model "$$version" --json || exit; \
	done

bench: setup data ## error rate and speed on the real words of DATA=, both presets (ARGS= names sets)
	@$(RUN) scripts/bench_words.py "$(DATA)" $(ARGS)

samples: setup data ## compose the sample images anew from DATA=/emnist/train.npz
	@$(RUN) scripts/compose_samples.py "$(DATA)"

data:
	@test -d "$(DATA)/emnist" || { echo "inkqueue: DATA= must name the data folder (with emnist/ in it)" >&2; exit 2; }

clean: ## remove .venv and what tools left
	@rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
