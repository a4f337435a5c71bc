"""When it is computed: the live case as it is edited, and what was computed before."""
