"""Neocloud Planner: data centres, tenants and cash of a neocloud as one live plan."""

__version__ = "0.1.0"
