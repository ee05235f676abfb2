# Two commands: `make demo` and `make test`. Both need only Python 3.11 (or newer) and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: demo test lint bench clean

demo: $(VENV)/core.stamp  ## install memcon and run its main job on the built-in collection
	@$(BIN)/memcon demo --to memcon-demo

test: $(VENV)/test.stamp  ## run every test
	@$(BIN)/python -m pytest -n 2

lint: $(VENV)/test.stamp  ## run the linters
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/test.stamp  ## measure speed and memory, and write docs/performance.md
	@$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) memcon-demo

$(VENV)/core.stamp: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "memcon needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Say which to use: make demo PYTHON=python3.11")'
	@echo "Setting up memcon in $(VENV) (once; about a minute)..."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --use-pep517 --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/core.stamp
	@$(PIP) install --use-pep517 --editable '.[test]'
	@touch $@
