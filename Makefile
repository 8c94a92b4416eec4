# make run     set up, build (release), print the report on the bundled sample
# make test    set up, check the format, run all tests
# make lint    check the format only
# make lab     build the laboratory (training, evaluation, benchmarks); users never need it

SHELL := /bin/bash
BUILD := swift build -c release --static-swift-stdlib -Xlinker -s --product sitrep
.PHONY: run build setup test lint lab install

build: setup
	$(BUILD)

run: build
	@$$($(BUILD) --show-bin-path)/sitrep report Samples/articles.jsonl

setup:
	@scripts/setup

lint:
	swift format lint --strict --parallel -r Package.swift Sources Tests Lab/Package.swift Lab/Sources

test: setup lint
	scripts/embed-resources --check
	swift test

lab: setup
	cd Lab && swift build -c release --product lab

PREFIX ?= /usr/local
install: build
	install -Dm755 $$($(BUILD) --show-bin-path)/sitrep $(DESTDIR)$(PREFIX)/bin/sitrep
