"""The lowest floor: units, how numbers are written and read, and sentences that can be translated."""
