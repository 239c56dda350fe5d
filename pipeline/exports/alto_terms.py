"""The names that our ALTO is written and read with."""

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
VERSION = "4.3"
STYLES = {"printed": "style_printed", "handwritten": "style_handwritten"}
REVIEW = "needs_review"
PAGES = "pages"
"""The identifier and the type of the tag whose label says how many pages the file has."""
READING = "reading of confidence "
"""What the purpose of an alternative begins with."""
LEFT_OUT = "left_out"
"""The type of a tag, and what its identifiers begin with: one for each word that was not read."""
