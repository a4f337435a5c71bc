"""The lowest floor: units, how numbers are written and read, sentences to be translated."""
