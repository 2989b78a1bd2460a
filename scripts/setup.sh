#!/bin/sh
# Installs what allocmigrate is built and tested with and is missing here.
#
#   scripts/setup.sh          what 'make demo' and 'make test' need
#   scripts/setup.sh --ci     the same and libclang 19, the other one that is tested
#   scripts/setup.sh --bench  the same and the tools that 'make bench' compares with
#
# It says what it installs and why, asks for root through sudo only when it is
# not root, and does nothing when nothing is missing.
set -eu

# One line a package: its name and what it is for.
packages() {
  cat <<'LIST'
libclang-dev  reads the C sources
libyaml-dev   reads the rule files
libsqlite3-dev  keeps what was read, so that unchanged programs are not read again
pkg-config    finds these libraries for the Swift package
gcc           builds migrated programs, and is tested beside clang
g++           checks the runtime's header in C++
clang         checks what is built against a second compiler
cmake         builds the sample and the runtime
make          builds the sample and the runtime
git           compares revisions, and applies the patches in the tests
bear          writes compile databases of Make builds
cmark-gfm     checks that the Markdown reports render
valgrind      checks the runtime
groff-base    checks the manual page
zsh           completes command lines in the tests
fish          completes command lines in the tests
python3       runs the checks of the runtime and the benchmarks
LIST
  case " $* " in *" --ci "*) echo "libclang-19-dev  is the newer libclang that is tested" ;; esac
  case " $* " in
    *" --bench "*)
      echo "coccinelle  is measured beside the scan"
      echo "python3-venv  holds the other tools that are measured"
      echo "dpkg-dev  fetches the sources of real programs"
      echo "libmimalloc2.0  is measured beside the runtime"
      ;;
  esac
}

for word in "$@"; do
  case $word in
    --ci | --bench) ;;
    *)
      echo "setup: unknown word '$word'; the words are --ci and --bench" >&2
      exit 2
      ;;
  esac
done

if ! command -v swift >/dev/null 2>&1; then
  cat >&2 <<'TEXT'
setup: Swift is missing. allocmigrate needs Swift 6.0 or later, which Debian does
not package. Install it from https://www.swift.org/install/linux/ (swiftly does it
in one command), make sure that 'swift --version' works, and run this again.
TEXT
  exit 1
fi

version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\).*/\1/p')
if [ "${version:-0}" -lt 6 ]; then
  echo "setup: this is Swift ${version:-of an unknown version}; allocmigrate needs 6.0 or later:" \
    "https://www.swift.org/install/linux/" >&2
  exit 1
fi

missing=$(packages "$@" | while read -r name purpose; do
  status=$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null || true)
  [ "$status" = installed ] || echo "$name|$purpose"
done)
[ -n "$missing" ] || exit 0

echo "setup: these Debian packages are missing:"
echo "$missing" | while IFS='|' read -r name purpose; do
  printf '  %-16s %s\n' "$name" "$purpose"
done

if ! command -v apt-get >/dev/null 2>&1; then
  echo "setup: there is no apt-get here; install their like by hand" >&2
  exit 1
fi
root=
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "setup: run this as root, or install sudo: 'apt-get install' needs it" >&2
    exit 1
  fi
  root=sudo
fi
names=$(echo "$missing" | cut -d'|' -f1 | tr '\n' ' ')
echo "setup: installing them with ${root:+sudo }apt-get"
$root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
# shellcheck disable=SC2086
$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  -o Dpkg::Use-Pty=0 $names >/dev/null
