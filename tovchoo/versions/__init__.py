"""Versions of a plan: frozen, hashed, never changed; what differs between any two, and why."""
