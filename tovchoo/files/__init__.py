"""Documents and cited sources: what the record can show, and where it is known from."""
