"""The product's loop as a person sees it: correct, train, gate, promote, hot swap, roll back."""
