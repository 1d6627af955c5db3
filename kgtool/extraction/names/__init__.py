"""Names: in, sentences; out, the organisations, places, titles, people and documents that they name."""
