# Every target sets up what it needs; nothing has to be called before.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

# numpy's own threads would fight with the program's.
export OPENBLAS_NUM_THREADS := 1

.PHONY: run test check format-check lint types bench screenshots journey translations set-up clean help

run: $(READY) ## open the window on the Colossus example
	$(BIN)/python -m planner

test: $(READY) ## the whole test suite, without a screen
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest

check: lint types test ## ruff, mypy and the test suite

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

bench: $(READY) ## medians of what must be fast, also in build/bench.json
	@mkdir -p build
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks

screenshots: $(READY) ## pictures of the window, in build/screenshots
	@mkdir -p build/screenshots
	QT_QPA_PLATFORM=offscreen $(BIN)/python packaging/screenshots.py

journey: $(READY) ## by the keyboard through the running program, pictures in build/journey
	$(BIN)/python -m tests.journeys

translations: $(READY) ## collect the sentences to translate, compile the translations
	$(BIN)/python packaging/translations.py

set-up: $(READY) ## only make .venv ready

$(READY): pyproject.toml packaging/constraints.txt packaging/set_up.py packaging/system_libraries.py
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Python is missing. In Debian: apt-get install --yes python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) packaging/set_up.py

clean: ## remove all that was made, the environment too
	rm -rf build dist .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find planner tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16
