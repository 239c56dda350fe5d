"""What classifiers are measured with: corrupted characters, and the paper's own comparisons."""
