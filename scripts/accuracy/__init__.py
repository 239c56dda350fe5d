"""The measuring loop behind `make bench-accuracy`: sets, engines, scores, causes and pictures."""
