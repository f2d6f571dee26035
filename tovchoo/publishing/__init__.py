"""News and feeds: what is told about the record, and how it can be followed."""
