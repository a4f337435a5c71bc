"""The open project and its undo stack; the only door through which a plan changes."""
