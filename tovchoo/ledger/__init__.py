"""The public log of acts. Knows no person and no plan, only their public ids."""
