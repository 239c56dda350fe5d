#!/usr/bin/env bash
# Other OCR engines for `make bench-accuracy`, and invented names for its lexicon, in an
# environment of their own. What cannot be installed is left out, and its rows say so. Tesseract
# itself is the system's (apt install tesseract-ocr); its Python API keeps it loaded. The API's
# own build of Tesseract is newer and faster than most systems'; where the system has what it
# takes to build against its own (apt install libtesseract-dev libleptonica-dev), both are timed.
set -u
cd "$(dirname "$0")/.."

install() { # install FOLDER OPTION-OR-"" PACKAGE...
    local target=runs/$1 option=$2
    shift 2
    if [ ! -x "$target/bin/python" ]; then
        "${PYTHON:-.venv/bin/python}" -m venv "$target" || return
    fi
    for package in "$@"; do
        # shellcheck disable=SC2086 # no option is no argument
        "$target/bin/python" -m pip install --quiet --disable-pip-version-check $option "$package" \
            >"$target/${package%%=*}.log" 2>&1 || echo "inkqueue: ${package%%=*} not installed" >&2
    done
}

install rivals-venv "" "pillow==12.*" "tesserocr==2.*" "rapidocr-onnxruntime==1.4.4" "faker==40.*"
if pkg-config --exists tesseract lept 2>/dev/null; then
    install rivals-venv-system "--no-binary=tesserocr" "pillow==12.*" "tesserocr==2.*"
fi
exit 0
