"""How results are shown. A chart knows results, never the document."""
