"""How a plan is kept: read, checked, written, saved."""
