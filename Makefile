# Everyday commands, one word each. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PREFIX ?= /usr/local
OUT ?= out
JOBS ?= $(shell nproc)
RELEASE = .build/release
SOURCES = Package.swift Sources Plugins Tests
# Format only what git knows of, so that build folders stay out.
SWIFT_FILES = $$(git ls-files -co --exclude-standard '*.swift')

.PHONY: help setup build fetch run test lint format install dist clean bench-pipeline bench-extraction bench-enrich bench-export \
	bench-scale bench-spark bench-ease bench-newcomer faults fuzz sanitize docs test-spark

help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

setup: ## Install the system libraries that are missing
	@scripts/setup.sh

build: setup ## Build everything, optimised
	@swift build -c release -j $(JOBS)

fetch: build ## Build the program behind kzpipe fetch (its HTTP client takes some minutes, once)
	@swift build -c release -j $(JOBS) --package-path Sources/KZPipeFetch --product kzpipe-fetch
	@cp Sources/KZPipeFetch/.build/release/kzpipe-fetch $(RELEASE)/kzpipe-fetch.new
	@mv -f $(RELEASE)/kzpipe-fetch.new $(RELEASE)/kzpipe-fetch

run: build ## Turn the seed pages into NewsML-G2 and show one
	@scripts/run-seeds.sh $(RELEASE)/kzpipe $(OUT)

test: setup ## Build and run all tests
	@swift build --build-tests -j $(JOBS)
	@swift test --skip-build --parallel
	@swift test --package-path Sources/KZPipeFetch -j $(JOBS) --parallel

test-spark: build ## Test the Spark adapter on a cluster of its own
	@Integrations/spark/test.sh $(RELEASE)/kzpipe

lint: ## Check formatting and style
	@swift format lint --strict --parallel $(SWIFT_FILES)

format: ## Format all Swift files
	@swift format format --in-place --parallel $(SWIFT_FILES)

bench-pipeline: build ## Measure the pipeline itself, module loading and one page
	@swift build -c release --package-path Benchmarks/pipeline >&2
	@Benchmarks/pipeline/.build/release/pipeline-bench $(RELEASE) seeds/pages/en-snow-leopards.html

bench-extraction: setup ## Score and time extraction beside the peers that PYTHON can import
	@Benchmarks/extraction/run.sh

bench-enrich: setup ## Score the enrichers
	@Benchmarks/enrich/run.sh

bench-ease: build ## Time help, lint and an explanation as a person waits for them
	@Benchmarks/ease/run.sh $(RELEASE)/kzpipe

bench-newcomer: setup ## Time a newcomer's path: clone, install, every command of the tutorial
	@Benchmarks/ease/newcomer.py

bench-export: setup ## Time the exporters beside the writers of others
	@Benchmarks/export/run.sh

docs: build ## Print the reference pages of docs/ from the code
	@$(RELEASE)/kzpipe print-reference docs/reference

bench-scale: build ## Measure two jobs beside one, the ledger, a million pages and resuming them
	@python3 Benchmarks/scale/scale.py $(RELEASE)/kzpipe

bench-spark: build ## Measure Spark with two workers beside one on 100,000 pages
	@Integrations/spark/environment.sh .build/spark
	@.build/spark/environment/bin/python Benchmarks/scale/spark.py $(RELEASE)/kzpipe

faults: build ## Kill runs, fill and break disks, jump clocks; nothing may be lost, doubled or half written
	@mkdir -p .build/faults
	@cc -shared -fPIC -O2 -Wall -o .build/faults/shim.so Tests/Faults/shim.c -ldl
	@python3 Tests/Faults/faults.py $(RELEASE)/kzpipe .build/faults/shim.so

fuzz: setup ## Fuzz what reads pages and files (SECONDS each; TARGET for one)
	@SECONDS_EACH=$(or $(SECONDS),60) JOBS=$(JOBS) Tests/Fuzz/run.sh $(TARGET)

sanitize: setup ## Run all tests under AddressSanitizer and ThreadSanitizer (SANITIZER=address or thread for one)
	@JOBS=$(JOBS) scripts/sanitize.sh $(SANITIZER)

install: build fetch ## Install under PREFIX (a tree that may be moved)
	@scripts/install.sh $(RELEASE) $(DESTDIR)$(PREFIX)

dist: build fetch ## Pack the installed tree and a Debian package into OUT
	@scripts/dist.sh $(RELEASE) $(OUT)

clean: ## Remove what was built
	@rm -rf .build out
