#!/usr/bin/env bash
# Make .venv from the lock, with the project in it. A second run with nothing changed is instant.
# usage: scripts/setup.sh [bench]    (PYTHON=... names the interpreter to use)
# bench: with what the comparison of classifiers needs besides.
set -euo pipefail
cd "$(dirname "$0")/.."

NEEDED=${1:-dev}
VENV=.venv
STAMP=$VENV/.inkqueue-setup
LOG=$VENV/setup.log

refuse() { echo "inkqueue: $*" >&2; exit 1; }

case $NEEDED in dev | bench) ;; *) refuse "usage: scripts/setup.sh [bench]" ;; esac

check_machine() {
    local system libc
    system="$(uname -s) $(uname -m)"
    [ "$system" = "Linux x86_64" ] || refuse "needs Linux on x86-64; this machine is $system."
    libc=$(getconf GNU_LIBC_VERSION 2>/dev/null || true)
    [ "$(printf '%s\n' "glibc 2.28" "$libc" | sort -V | head -n 1)" = "glibc 2.28" ] \
        || refuse "needs glibc 2.28 or newer; this machine has ${libc:-another C library}."
}

# A candidate is proved by running it: version managers leave commands behind that only fail.
# Debian's python3 has venv without ensurepip until python3-venv is installed.
suits() {
    "$1" -I -c 'import sys, venv, ensurepip
sys.exit(not ((3, 11) <= sys.version_info < (3, 14) and sys.maxsize > 2**32))' >/dev/null 2>&1
}

find_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.11 python3; do
        if suits "$candidate"; then
            echo "$candidate"
            return
        fi
        [ "$candidate" != "${PYTHON:-}" ] || refuse "PYTHON=$PYTHON is no Python 3.11-3.13 with venv."
    done
    refuse "needs Python 3.11, 3.12 or 3.13 with venv (on Debian: python3-venv)." \
        "Found none; PYTHON=/path/to/python names one."
}

# An environment is bound to its path; one from another place or a removed Python starts afresh.
stale() {
    ! suits "$VENV/bin/python" || { [ -f "$STAMP" ] && [ "$(head -n 1 "$STAMP")" != "$PWD" ]; }
}

state() { printf '%s\n' "$PWD"; cat "requirements/$1.txt" pyproject.toml | sha256sum; }

# What bench needs holds all that dev does.
ready() {
    local made
    made=$(cat "$STAMP" 2>/dev/null)
    [ "$made" = "$(state "$NEEDED")" ] || [ "$made" = "$(state bench)" ]
}

install() {
    "$VENV/bin/python" -m pip install --disable-pip-version-check --no-input "$@" 2>&1 \
        | tee -a "$LOG" | sed -unE -e '/Downloading.*MB\)|^ERROR/p' -e 's/(^Installing.{60}).*/  \1 .../p' \
        || refuse "installing failed; see $LOG."
}

if ready; then exit 0; fi
check_machine
if stale; then
    python=$(find_python)
    echo "inkqueue: making $VENV with $("$python" --version)"
    "$python" -m venv --clear "$VENV"
fi
rm -f "$STAMP"
: > "$LOG"
echo "inkqueue: installing the pinned packages (about 500 MB the first time; log in $LOG)"
install --require-hashes --only-binary=:all: --requirement "requirements/$NEEDED.txt"
install --no-deps --no-build-isolation --editable .
state "$NEEDED" > "$STAMP"
echo "inkqueue: ready in $SECONDS s"
