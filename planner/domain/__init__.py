"""What a plan is: frozen entities, paths, ranges, cases. No numpy, no Qt, no files."""
