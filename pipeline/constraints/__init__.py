"""What a reading may be: character sets, patterns and lexicons, as automata for the search."""
