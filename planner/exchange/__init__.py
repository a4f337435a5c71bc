"""How results and tables travel: to and from other programs."""
