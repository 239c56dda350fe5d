"""Networks, their training, and the versions that came of it."""
