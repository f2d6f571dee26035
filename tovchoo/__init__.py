"""The whole cycle of an Open Government Partnership action plan, kept as one open record."""
