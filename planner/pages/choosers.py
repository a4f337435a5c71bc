"""Combo boxes in the head of a page: which part of the plan, which period."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from planner.charts.things import Thing

WIDEST = 190  # pixels; longer names are cut, and told in full on hover


class PartChooser(QComboBox):
    """The whole plan or one of its parts; what was chosen stays so while the plan has it."""

    def __init__(self, name: str, whole: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaximumWidth(WIDEST)
        self._whole = whole
        self._groups: tuple[tuple[Thing, ...], ...] = ()
        self.addItem(whole, "")

    @property
    def path(self) -> str:
        """The chosen part; "" is the whole plan."""
        return str(self.currentData() or "")

    @property
    def chosen_name(self) -> str:
        """What the chosen part is called."""
        return self.currentText()

    def offer(self, *groups: Sequence[Thing]) -> bool:
        """Offer these groups of parts; True if what is chosen is another part now."""
        wanted = tuple(tuple(group) for group in groups)
        if wanted == self._groups:
            return False
        before, self._groups = self.path, wanted
        self.blockSignals(True)
        self.clear()
        self.addItem(self._whole, "")
        for group in wanted:
            if group:
                self.insertSeparator(self.count())
            for thing in group:
                self.addItem(thing.name, thing.path)
        self.setCurrentIndex(max(self.findData(before), 0))
        self.blockSignals(False)
        return self.path != before
