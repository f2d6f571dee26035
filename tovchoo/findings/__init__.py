"""What the record shows: figures with their entries, and claims beside them. Nothing here is typed by hand."""
