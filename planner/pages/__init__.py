"""One page per tab: its controls, its chart, its numbers."""
