"""`python -m worker.demo`: the whole service on one machine, and the sample images read."""
