# Every command of the project. Nothing is assumed but python3, make and git: what else is needed is installed under .venv.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

UV_VERSION := 0.13.9
UV := .venv/tools/bin/uv
UV_MADE := .venv/tools/made-$(UV_VERSION)
EMULATOR := .venv/emulator/bin/python
DEV := .venv/dev/bin
SAM := .venv/sam/bin/sam

export PYTHONPATH := shared:.
export SAM_CLI_TELEMETRY := 0
export UV_NO_PROGRESS := 1

PORT ?= 8000
STATE ?= .local
export STATE
PROGRAMME ?= infra/programme/destins-2022.toml

.PHONY: help
help:
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: up down reset
up: .venv/emulator/made ## start everything on this machine (PORT=8000, CLOCK=14:00, LAN=1, STATE=, PROGRAMME=)
	@$(EMULATOR) -m infra.local up --home "$(STATE)" --port "$(PORT)" --programme "$(PROGRAMME)" \
	  $(if $(CLOCK),--clock "$(CLOCK)") $(if $(filter-out 0,$(LAN)),--lan)

down: .venv/emulator/made ## stop it and keep what was registered and scanned
	@$(EMULATOR) -m infra.local down --home "$(STATE)"

reset: .venv/emulator/made ## stop it and forget what was registered and scanned
	@$(EMULATOR) -m infra.local reset --home "$(STATE)"

.PHONY: day verify
day: .venv/emulator/made ## simulate the whole forum day on a stack of its own (KEEP=1 leaves it running)
	@KEEP="$(KEEP)" $(EMULATOR) -m infra.day

verify: .venv/emulator/made ## recount every scan and list what the counters say otherwise (REPAIR=1 corrects them)
	@$(EMULATOR) -m infra.verify $(if $(filter-out 0,$(REPAIR)),--repair)

.PHONY: test lint bench
test: lint .venv/emulator/made ## lint, then every test but the benchmarks
	@$(DEV)/python --version
	@$(DEV)/python -m pytest tests --ignore=tests/bench

lint: .venv/dev/made .venv/sam/made ## style, types and the template
	@$(DEV)/ruff check .
	@$(DEV)/ruff format --check .
	@$(DEV)/mypy shared functions infra
	@$(DEV)/cfn-lint template.yaml
	@AWS_DEFAULT_REGION=eu-west-3 $(SAM) validate --lint --template-file template.yaml

bench: .venv/dev/made .venv/emulator/made ## measure; prints figures, never fails on a time
	@$(DEV)/python -m tests.bench

.PHONY: pin
pin: $(UV_MADE) ## pin the dependency groups of pyproject.toml (UPGRADE=1 takes the newest versions)
	@mkdir -p .build
	@# One resolution of all groups first, so that a library has the same version in every room.
	@$(if $(UPGRADE),: > .build/pins.txt,cat $(filter-out infra/requirements.txt,$(PINNED)) | sed -n 's/^\([a-z][^ ]*==[^ ;]*\).*/\1/p' | sort -u > .build/pins.txt)
	@$(COMPILE) --group layer --group badge --group emulator --group dev -o .build/pins.txt
	@$(COMPILE) --group layer -c .build/pins.txt -o shared/requirements.txt
	@$(COMPILE) --group badge -c .build/pins.txt -o functions/badge/requirements.txt
	@$(COMPILE) --group emulator -c .build/pins.txt -o infra/local/requirements.txt
	@$(COMPILE) --group dev -c .build/pins.txt -o tests/requirements.txt
	@$(COMPILE) --group sam $(if $(UPGRADE),--upgrade) -o infra/requirements.txt
	@wc -l $(PINNED) | awk '$$2 != "total" { print "pinned " $$2 }'

PINNED := shared/requirements.txt functions/badge/requirements.txt infra/local/requirements.txt tests/requirements.txt infra/requirements.txt
COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --python-version 3.13 --no-annotate \
  --custom-compile-command "make pin"

.PHONY: package deploy
package: .venv/emulator/made ## build what is deployed to AWS and print its sizes
	@$(EMULATOR) -m infra.package

# sam reads a relative --config-file from the template's folder, not from here.
deploy: package .venv/sam/made ## package and deploy to the AWS account of your shell
	@$(SAM) deploy --template-file .build/aws/template.yaml --config-file "$(CURDIR)/infra/samconfig.toml"

.PHONY: clean
clean: ## remove environments and builds; local state stays (see reset)
	@rm -rf .venv .build .aws-sam .pytest_cache .ruff_cache .mypy_cache .hypothesis
	@find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +

# ---- environments: each made anew only when what it is made of changes

$(UV_MADE):
	@command -v python3 >/dev/null || { echo "Python 3.13 is needed: install it, then try again." >&2; exit 1; }
	@rm -rf .venv/tools
	@python3 -m venv .venv/tools >/dev/null 2>&1 \
	  || { echo "Python's venv module is missing: install the package python3-venv, then try again." >&2; exit 1; }
	@.venv/tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

.venv/emulator/made: infra/local/requirements.txt | $(UV_MADE)
	@$(call environment,$(@D),$<)

.venv/dev/made: tests/requirements.txt | $(UV_MADE)
	@$(call environment,$(@D),$<)

.venv/sam/made: infra/requirements.txt | $(UV_MADE)
	@$(call environment,$(@D),$<)

# .python-version says which Python; uv looks on PATH, in pyenv and among its own.
define environment
$(UV) python find --quiet >/dev/null 2>&1 || $(UV) python install --quiet >/dev/null 2>&1 \
  || { echo "Python 3.13 was not found and could not be fetched: install it, then try again." >&2; exit 1; }
echo "Building $(1) ..."
$(UV) venv --quiet --clear $(1)
VIRTUAL_ENV=$(1) $(UV) pip sync --quiet --compile-bytecode --require-hashes $(2)
touch $(1)/made
endef
