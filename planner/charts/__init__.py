"""How results are shown. A chart knows results, never the document.

`Result` is what every chart and page is given; pages know it from here.
"""

from planner.engine.result import Result

__all__ = ["Result"]
