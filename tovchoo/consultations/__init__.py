"""Consultation: rounds, contributions, recommendations, and (later) the response that each is owed."""
