"""Where something floats beside a field so that it hides least."""

from PySide6.QtCore import QPoint, QRect, QSize

GAP = 4
# How many covered pixels a pixel of distance from the field is worth.
COST_OF_DISTANCE = 60


def beside(field: QRect, size: QSize, room: QRect, kept: QRect) -> QPoint:
    """The corner of a box of this size beside a field, inside the room.

    Above, below, left and right of the field are tried, and left and right of what is `kept` in
    view; the place wins that covers least of the field, then of what is kept, as long as it is not
    far away; the first of equals. All in the same coordinates.
    """
    width, height = size.width(), size.height()
    left = min(max(field.left(), room.left()), room.right() + 1 - width)
    top = min(max(field.top(), room.top()), room.bottom() + 1 - height)
    corners = (
        QPoint(left, field.top() - GAP - height),
        QPoint(left, field.bottom() + 1 + GAP),
        QPoint(field.left() - GAP - width, top),
        QPoint(field.right() + 1 + GAP, top),
        QPoint(kept.left() - GAP - width, top),
        QPoint(kept.right() + 1 + GAP, top),
    )
    inside = (_inside(QRect(corner, size), room) for corner in corners)
    return min(inside, key=lambda box: _hidden(box, field, kept)).topLeft()


def _inside(box: QRect, room: QRect) -> QRect:
    """The box moved into the room, its top left corner first where the room is too small."""
    left = max(min(box.left(), room.right() + 1 - box.width()), room.left())
    top = max(min(box.top(), room.bottom() + 1 - box.height()), room.top())
    return QRect(QPoint(left, top), box.size())


def _hidden(box: QRect, field: QRect, kept: QRect) -> tuple[int, int]:
    away = _gap(box.left(), box.right(), field.left(), field.right())
    away += _gap(box.top(), box.bottom(), field.top(), field.bottom())
    covered = _area(box.intersected(kept))
    return _area(box.intersected(field)), covered + COST_OF_DISTANCE * away


def _gap(low: int, high: int, other_low: int, other_high: int) -> int:
    return max(0, other_low - high, low - other_high)


def _area(rect: QRect) -> int:
    return rect.width() * rect.height() if not rect.isEmpty() else 0
