# The one entry to the project. `make help` lists what there is.

SWIFT ?= swift
PREFIX ?= /usr/local
BINARY := .build-release/release/reconcile
export BINARY

# Each flavour of flags has a scratch path of its own, so that none rebuilds the other's world.
ifeq ($(shell uname -s),Darwin)
RELEASE_FLAGS :=
BREW := $(shell brew --prefix 2>/dev/null)
export PKG_CONFIG_PATH := $(BREW)/opt/sqlite/lib/pkgconfig:$(BREW)/opt/openssl@3/lib/pkgconfig:$(PKG_CONFIG_PATH)
else
RELEASE_FLAGS := --static-swift-stdlib -Xlinker -s
endif

.PHONY: help setup build install demo demo-model test soak bench bench-validate check golden format lint clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 20

setup: ## install what is missing from Debian or Homebrew, with sudo where needed
	@Scripts/setup

build: setup ## the program, with Swift's libraries inside: .build-release/release/reconcile
	$(SWIFT) build --configuration release $(RELEASE_FLAGS) --product reconcile --scratch-path .build-release

install: build ## the program to PREFIX/bin (/usr/local)
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 0755 $(BINARY) "$(DESTDIR)$(PREFIX)/bin/reconcile"

demo: build ## three hosts of this machine's own: plan, apply, drift, repair
	@Demo/demo

demo-model: build ## a host that serves a model, and a control host whose cron puts it right
	@Demo/demo-model

test: setup lint ## all that CI runs: lint, unit tests, the fleet's own tests, tests on real hosts
	@Scripts/test

soak: setup ## the long versions of the fuzz, property and fault tests
	@RECONCILE_SOAK=1 Scripts/test

bench: build bench-validate ## beside ssh, pyinfra and Ansible on five hosts, and what checking a large project costs
	@Benchmarks/bench

bench-validate: build ## the check of 1,000 manifests and 2,000 hosts, beside Ansible's
	@Benchmarks/estate/bench

check: lint test ## what a change must pass

golden: setup ## write the golden files anew and show what changed
	UPDATE_GOLDEN=1 $(SWIFT) test --disable-xctest --skip FleetTests
	git diff --stat -- '*/Golden/*' docs

format: ## lay out the Swift files
	$(SWIFT) format --in-place --recursive --parallel Sources Tests Package.swift

lint: ## formatting, the walls between the modules, shell scripts
	@Scripts/lint

clean: ## delete what was built
	rm -rf .build .build-*
