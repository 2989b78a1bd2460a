# The commands of this repository. Variables:
#   PREFIX     where 'make install' puts things      (/usr/local)
#   DESTDIR    put before PREFIX, for packagers
#   JOBS       how many things to do at once         (the number of processors)
#   LLVM       build and test against /usr/lib/llvm-$(LLVM); the newest otherwise
PREFIX ?= /usr/local
DESTDIR ?=
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
SWIFT ?= swift

ifdef LLVM
export LLVM_PREFIX := /usr/lib/llvm-$(LLVM)
SCRATCH ?= .build-llvm$(LLVM)
else
SCRATCH ?= .build
endif

SWIFT_FLAGS = --scratch-path $(SCRATCH) -j $(JOBS)
STRICT = -Xswiftc -warnings-as-errors
RELEASE = $(SWIFT_FLAGS) -c release --static-swift-stdlib
SWIFT_SOURCES = Sources Tests Package.swift

bin = $(DESTDIR)$(PREFIX)/bin
share = $(DESTDIR)$(PREFIX)/share

.PHONY: all help setup build release demo test test-swift test-runtime test-bench test-programs \
	test-llvm14 test-llvm19 lint format fuzz-runtime fuzz-programs mutate-runtime coverage-runtime \
	bench bench-analysis bench-runtime corpus install uninstall clean

all: build

help:
	@echo 'make demo       migrate the sample interpreter, build it, run its tests, write the report'
	@echo 'make test       build and run all tests (LLVM=14: against that libclang)'
	@echo 'make lint       check the format of the sources; make format mends it'
	@echo 'make install    install into PREFIX=$(PREFIX); make uninstall removes it'
	@echo 'make bench      measure against the parse floor and other tools; make bench-runtime: to malloc'
	@echo 'make bench-analysis   time and memory of the analysis from 100 to 1,000 units'
	@echo 'make fuzz-runtime, mutate-runtime, coverage-runtime   longer proofs of the allocators'
	@echo 'make corpus     migrate and verify real C programs (ONLY=json-c), into bench/RESULTS.md'

setup:
	@scripts/setup.sh

build: setup
	$(SWIFT) build $(SWIFT_FLAGS) $(STRICT)

release: setup
	$(SWIFT) build $(RELEASE) --product allocmigrate

test: test-swift test-runtime test-bench test-programs

test-swift: setup
	$(SWIFT) build $(SWIFT_FLAGS) $(STRICT) --build-tests
	$(SWIFT) test $(SWIFT_FLAGS) $(STRICT) --skip-build

# The allocators that migrated programs link: contracts, faults, fuzz, sanitizers, valgrind.
test-runtime: setup
	$(MAKE) -j $(JOBS) --output-sync=target -C Tests/MemRuntime test

# Random C programs, migrated and run in checking mode: a thousand; fuzz-programs: as many as
# FUZZ_PROGRAMS says, from FUZZ_SEED.
test-programs: test-swift
	@ALLOCMIGRATE=$$($(SWIFT) build $(SWIFT_FLAGS) --show-bin-path)/allocmigrate \
	  bench/fuzz.py --sanitize -j $(JOBS) --programs 1000

fuzz-programs: release
	@ALLOCMIGRATE=$$($(SWIFT) build $(RELEASE) --show-bin-path)/allocmigrate \
	  bench/fuzz.py -j $(JOBS) --programs $(or $(FUZZ_PROGRAMS),100000) --seed $(or $(FUZZ_SEED),1)

test-bench: setup
	cd bench && python3 -m unittest discover -q -t . -s tests

# What depends on libclang, against one that is not the newest.
test-llvm14 test-llvm19: test-llvm%:
	$(MAKE) test-swift LLVM=$*

fuzz-runtime: setup
	$(MAKE) -C Tests/MemRuntime fuzz

bench-runtime: setup
	@scripts/setup.sh --bench
	$(MAKE) -C Tests/MemRuntime bench

# Breaks each check of the runtime in turn; branches that its tests take. Both fail under their bar.
mutate-runtime coverage-runtime: %-runtime: setup
	$(MAKE) -C Tests/MemRuntime $*

lint: setup
	$(SWIFT) format lint --strict --recursive $(SWIFT_SOURCES)

format: setup
	$(SWIFT) format --in-place --recursive $(SWIFT_SOURCES)

demo: release
	@scripts/demo.sh $$($(SWIFT) build $(RELEASE) --show-bin-path)/allocmigrate

bench: release
	@scripts/setup.sh --bench
	@ALLOCMIGRATE=$$($(SWIFT) build $(RELEASE) --show-bin-path)/allocmigrate bench/bench.py

bench-analysis: release
	@ALLOCMIGRATE=$$($(SWIFT) build $(RELEASE) --show-bin-path)/allocmigrate bench/analysis.py

corpus: release
	@scripts/setup.sh --bench
	@ALLOCMIGRATE=$$($(SWIFT) build $(RELEASE) --show-bin-path)/allocmigrate bench/corpus.py run $(ONLY)

install: release
	tool=$$($(SWIFT) build $(RELEASE) --show-bin-path)/allocmigrate && \
	install -d $(bin) $(share)/allocmigrate/rules $(share)/man/man1 \
	  $(share)/bash-completion/completions $(share)/zsh/site-functions \
	  $(share)/fish/vendor_completions.d && \
	install -s -m 755 $$tool $(bin)/allocmigrate && \
	install -m 644 rules/*.yml $(share)/allocmigrate/rules && \
	rm -rf $(share)/allocmigrate/runtime && \
	cp -R Sources/MemRuntime $(share)/allocmigrate/runtime && \
	$$tool help --man > $(share)/man/man1/allocmigrate.1 && \
	$$tool completions bash > $(share)/bash-completion/completions/allocmigrate && \
	$$tool completions zsh > $(share)/zsh/site-functions/_allocmigrate && \
	$$tool completions fish > $(share)/fish/vendor_completions.d/allocmigrate.fish

uninstall:
	rm -f $(bin)/allocmigrate $(share)/man/man1/allocmigrate.1 \
	  $(share)/bash-completion/completions/allocmigrate \
	  $(share)/zsh/site-functions/_allocmigrate \
	  $(share)/fish/vendor_completions.d/allocmigrate.fish
	rm -rf $(share)/allocmigrate

clean:
	rm -rf .build .build-* build
