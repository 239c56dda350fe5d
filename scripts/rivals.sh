#!/usr/bin/env bash
# Other OCR engines for `make bench-accuracy`, and invented names for its lexicon, in an environment of their own. What cannot be
# installed is left out, and its rows say so. Tesseract itself is the system's (apt install
# tesseract-ocr); this adds its Python API, which keeps it loaded.
set -u
target=${1:-runs/rivals-venv}
if [ ! -x "$target/bin/python" ]; then
    "${PYTHON:-.venv/bin/python}" -m venv "$target" || exit 0
fi
for package in pillow==12.* tesserocr==2.* rapidocr-onnxruntime==1.4.4 faker==40.*; do
    "$target/bin/python" -m pip install --quiet --disable-pip-version-check "$package" \
        >"$target/${package%%=*}.log" 2>&1 || echo "inkqueue: ${package%%=*} not installed" >&2
done
