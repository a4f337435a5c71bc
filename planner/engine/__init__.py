"""What happens: pure functions on arrays, months first, draws last. No Qt, no files."""
