"""What must be fast, measured on the machine at hand: `make bench`."""
