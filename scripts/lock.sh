#!/usr/bin/env bash
# Write requirements/run.txt, dev.txt and bench.txt from pyproject.toml: one lock for every
# supported Python, with hashes and without download addresses.
# usage: scripts/lock.sh [--upgrade]    (without it, versions already locked stay)
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

uv=${UV:-$(command -v uv || true)}
if [ -z "$uv" ]; then
    "${PYTHON:-python3}" -m venv "$scratch/uv"
    "$scratch/uv/bin/pip" install --quiet uv
    uv=$scratch/uv/bin/uv
fi

# tensorflow-cpu is the same code without the GPU parts: half a gigabyte less to download.
sed 's/"tensorflow>=/"tensorflow-cpu>=/' pyproject.toml > "$scratch/pyproject.toml"

compile() { # compile OUTPUT [option...]
    local output=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --only-binary :all: \
        --generate-hashes --no-annotate --no-header \
        "$@" "$scratch/pyproject.toml" --output-file "$output" > "$scratch/log" \
        || { cat "$scratch/log" >&2; exit 1; }
}

compile requirements/bench.txt --extra dev --extra web --extra bench "$@"
# Each is a subset of the one before, version for version: what runs is what was tested.
compile requirements/dev.txt --extra dev --extra web --constraints requirements/bench.txt "$@"
compile requirements/run.txt --constraints requirements/dev.txt "$@"

if grep -nE '://|^--(index|extra|find|trusted)' requirements/*.txt; then
    echo "scripts/lock.sh: the lock names a download address (above)" >&2
    exit 1
fi
wc -l requirements/*.txt
