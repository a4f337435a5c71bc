"""The fields of a form, which scroll where there is no room for all of them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from planner.editors.cell import Palette
from planner.editors.form_flow import FormFlow

# A row is shown if there is so much room beneath it.
SPARE = 2
# A tall table is rather cut than left out if more than this would stay empty.
MOST_LEFT = 88
# Rows that stand beside one another rarely all end at one height.
MOST_LEFT_BESIDE = 40
STEP = 32  # px, a row and the gap beneath it


class FieldsArea(QScrollArea):
    """Gives its groups the width there is and the height they need, all at once."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flow = FormFlow(palette)
        self.setWidget(self.flow)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(STEP)

    def fit(self, width: int, room: int) -> int:
        """Arrange the fields in this room.

        Returns
        -------
        int
            How high to be: as high as all fields, or as many whole rows as there is room for.
        """
        flow = self.flow
        flow.set_beside_bar(False)
        high = flow.heightForWidth(width)
        scrolls = high > room
        # Qt itself would show or hide the bar only after the next picture.
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if scrolls else policy.ScrollBarAlwaysOff
        )
        if scrolls:
            flow.set_beside_bar(True)
            width -= self.verticalScrollBar().sizeHint().width()
            high = flow.heightForWidth(width)
        flow.resize(width, high)
        flow.place()
        if not scrolls:
            return high
        whole = [end for end in flow.row_ends if end + SPARE <= room]
        most = MOST_LEFT if flow.column_count == 1 else MOST_LEFT_BESIDE
        if not whole or room - whole[-1] > most:
            return room
        return whole[-1] + 1
