"""Amendments: what somebody would have otherwise in a version, who supports it, what was recommended and decided."""
