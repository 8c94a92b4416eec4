# make run     set up, build (release), print the report on the bundled sample
# make test    set up, check the format, run all tests
# make lint    check the format only
# make web     build sitrep-web (release): following feeds, web pages (docs/decisions/0100)
# make test-web  run the tests that need HTTP; all traffic stays on this machine
# make browser-test   show the bundled sample in chromium and check every page (docs/method/site.md)
# make serve-test  start the built programs as a user does and check what only they can tell (docs/method/site.md)
# make lab     build the laboratory (training, evaluation, benchmarks); users never need it

SHELL := /bin/bash
BUILD := swift build -c release --static-swift-stdlib -Xlinker -s --product sitrep
WEB := swift build -c release --static-swift-stdlib -Xlinker -s --traits Web --scratch-path .build-web --product sitrep-web
.PHONY: run build web setup test test-web browser-test serve-test lint lab install

build: setup
	$(BUILD)

run: build
	@$$($(BUILD) --show-bin-path)/sitrep report Samples/articles.jsonl

web: setup
	$(WEB)

setup:
	@scripts/setup

lint:
	swift format lint --strict --parallel -r Package.swift Sources Tests Lab/Package.swift Lab/Sources

test: setup lint
	scripts/embed-resources --check
	swift test

test-web: setup
	swift test --traits Web --scratch-path .build-web --filter '^(FollowingTests|FetchingTests|SiteTests)\.'

browser-test: setup
	scripts/browser-test

serve-test:
	python3 Tests/Serving/check.py

lab: setup
	cd Lab && swift build -c release --product lab

PREFIX ?= /usr/local
SHARE = $(DESTDIR)$(PREFIX)/share
install: build
	install -Dm755 $$($(BUILD) --show-bin-path)/sitrep $(DESTDIR)$(PREFIX)/bin/sitrep
	install -d $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	$(DESTDIR)$(PREFIX)/bin/sitrep --generate-completion-script bash >$(SHARE)/bash-completion/completions/sitrep
	$(DESTDIR)$(PREFIX)/bin/sitrep --generate-completion-script zsh >$(SHARE)/zsh/site-functions/_sitrep
	$(DESTDIR)$(PREFIX)/bin/sitrep --generate-completion-script fish >$(SHARE)/fish/vendor_completions.d/sitrep.fish
	@web=.build-web/release/sitrep-web; [ -x $$web ] || web=; if command -v python3 >/dev/null; then \
	scripts/man-pages $(SHARE)/man/man1 $(DESTDIR)$(PREFIX)/bin/sitrep $$web; \
	else echo "install: no manual pages, as python3 is missing"; fi
	@web=.build-web/release/sitrep-web; if [ -x $$web ]; then install -Dm755 $$web $(DESTDIR)$(PREFIX)/bin/sitrep-web; \
	else echo "install: sitrep-web is not built; 'make web' builds it, for follow and serve"; fi
