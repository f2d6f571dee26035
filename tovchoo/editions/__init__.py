"""A version as DOCX, PDF, HTML and data, made in the background; and a plan that comes in from a DOCX or a table."""
