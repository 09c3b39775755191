# gongbao. A newcomer needs two commands: `make serve` and `make test`.

PORT ?= 8001
PDF ?= $(firstword $(wildcard corpus/*/*.pdf))
VENV := .venv
BIN := $(VENV)/bin

# The first Python on the path that is new enough; only asked for where uv is not installed.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14 python; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

ifneq ($(shell command -v uv),)
  INSTALL := uv pip install --python $(BIN)/python
else
  INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --no-compile
endif

# Compiled modules are kept, so that every start after the first is quick.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help serve test lint format docs ocr examples floors scores bench soak pins clean

help: ## Show these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

serve: kb.db ## Build kb.db from corpus/ and show it on http://127.0.0.1:8001
	@exec $(BIN)/gongbao serve --db kb.db --port $(PORT)

test: $(VENV)/.installed-dev ## Run the whole test suite, or some of it (TESTS=folder)
	$(BIN)/python -m pytest $(TESTS)

lint: $(VENV)/.installed-dev ## Check style, formatting and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict

format: $(VENV)/.installed-dev ## Format the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

docs: $(VENV)/.installed-dev ## Write the generated pages, the JSON Schema and the figures of a build anew
	$(BIN)/python docs/generate.py

# Built anew where a source or the parser is newer; a bad source is reported, and the good ones are loaded.
.PHONY: kb.db
kb.db: $(VENV)/.installed
	@if [ ! -f $@ ] || [ -n "$$(find corpus -newer $@ -print -quit)" ] || \
	  [ -n "$$(find gongbao ingest parsers schema -type f ! -name '*.pyc' -newer $@ -print -quit)" ]; then \
	  $(BIN)/gongbao build corpus --db $@ || [ -f $@ ]; fi

ocr: $(VENV)/.installed ## Install what recognises the text of scanned pages
	$(INSTALL) --no-build-isolation -e '.[ocr]'

examples: kb.db ## Run the commands that the READMEs show, and write down what they print
	$(BIN)/python docs/run_examples.py

floors: $(VENV)/.installed-dev ## Raise or lower the floors to today's figures, and the tables in the docs
	$(BIN)/python -m ingest.evaluation.floors tests/gold/floors.toml > tests/gold/floors.toml.new
	mv tests/gold/floors.toml.new tests/gold/floors.toml
	$(BIN)/python docs/generate.py
	git --no-pager diff -U0 -- tests/gold/floors.toml

scores: $(VENV)/.installed-dev ## Write the samples' first scores beside today's
	$(BIN)/python docs/compare_scores.py
	$(BIN)/python docs/generate.py

bench: $(VENV)/.installed-dev kb.db ## Measure the parser beside jieba, builds as they grow, the pages on 100,000 clauses, the start for models, and the reading of a PDF beside pdfplumber's (PDF=file)
	@if [ -n "$(PDF)" ]; then $(BIN)/python bench/pdf_reading.py "$(PDF)"; \
	else echo "no PDF in corpus/: to measure the reading of one, make bench PDF=file.pdf"; fi
	$(BIN)/python bench/text_rows.py
	$(BIN)/python bench/builds.py
	$(BIN)/python bench/web_pages.py
	$(BIN)/python bench/sheets.py
	$(BIN)/python bench/models.py kb.db

soak: $(VENV)/.installed-dev ## Try the promises on 10,000 mutated texts, 1,000 damaged PDFs and 100 killed builds (an hour)
	$(BIN)/python bench/soak.py

clean: ## Remove the environment and everything built
	rm -rf $(VENV) kb.db *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The environment. Its requirements are pinned with hashes; requirements-build.txt holds what builds packages.

$(BIN)/python:
	@if command -v uv >/dev/null; then uv venv --quiet --python '>=3.11,<3.15' $(VENV); \
	elif [ -n "$(PYTHON)" ]; then $(PYTHON) -m venv $(VENV); \
	else echo "gongbao needs Python 3.11 or newer; set PYTHON=/path/to/python3" >&2; exit 1; fi

$(VENV)/.installed: requirements-build.txt requirements.txt pyproject.toml | $(BIN)/python
	$(call install,requirements.txt)

$(VENV)/.installed-dev: requirements-build.txt requirements-dev.txt pyproject.toml | $(BIN)/python
	$(call install,requirements-dev.txt)
	@touch $(VENV)/.installed

define install
@echo "Installing $(1) into $(VENV) …"
@$(INSTALL) --quiet --require-hashes -r requirements-build.txt
@$(INSTALL) --require-hashes --no-build-isolation -r $(1)
@$(INSTALL) -qq --no-deps --no-build-isolation -e .
@touch $@
endef

# The pins, for the oldest Python on every platform. Needs uv. To take newer versions: make pins UPGRADE=--upgrade
COMPILE = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-annotate --custom-compile-command 'make pins' $(UPGRADE)

pins: ## Pin the versions that pyproject.toml allows
	echo 'setuptools>=77' | $(COMPILE) - -o requirements-build.txt
	$(COMPILE) pyproject.toml -c requirements-build.txt -o requirements.txt
	$(COMPILE) pyproject.toml --extra dev --extra ocr -c requirements.txt -o requirements-dev.txt
