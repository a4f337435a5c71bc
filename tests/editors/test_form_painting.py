"""What a form shows of fields that have little room, and that it paints no more than it must."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from planner.charts.palette import LIGHT
from planner.document.document import Document
from planner.editors.field_line import FieldLine
from planner.editors.fields_area import MOST_LEFT
from planner.editors.form import EntityForm
from planner.editors.overrides_field import OverridesField
from tests.editors.plan import two_sites
from tests.editors.test_form_room import FEWEST_DRAWS, LEASE, area_of, inspector_on, seen_of
from tests.looks.long_names import example, long_named_plan
from tests.looks.painted_text import painted_texts


class PaintedFields(QObject):
    """Which of some fields are painted from now on."""

    def __init__(self, fields: list[QWidget]) -> None:
        super().__init__()
        self.fields: list[QObject] = []
        for field in fields:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.fields.append(watched)
        return False


@pytest.mark.parametrize("width", [800, 1080, 1400, 2000])
@pytest.mark.parametrize("path", ["market", "settings", "valuation"])
def test_nothing_is_cut_where_fields_in_several_columns_end(
    qtbot: QtBot, path: str, width: int
) -> None:
    form = EntityForm(Document(two_sites()), path, LIGHT)
    qtbot.addWidget(form)
    form.resize(width, 176)
    with qtbot.waitExposed(form):
        form.show()
    flow = area_of(form).widget()
    assert flow is not None

    for height in range(100, 420, 5):
        form.resize(width, height)
        end = area_of(form).viewport().height()
        parts = [*form.rows, *flow.findChildren(QLabel)]
        boxes = [part.rect().translated(part.mapTo(flow, QPoint(0, 0))) for part in parts]
        shown = [box for part, box in zip(parts, boxes, strict=True) if part.isVisible()]
        assert not [box for box in shown if box.top() + 2 < end < box.bottom() - 1], height
        assert height - end <= MOST_LEFT or not area_of(form).verticalScrollBar().isVisible()


def test_in_a_low_form_what_a_field_means_leaves_the_fields_their_height(qtbot: QtBot) -> None:
    form = EntityForm(Document(example(FEWEST_DRAWS)), "market", LIGHT)
    qtbot.addWidget(form)
    form.resize(533, 176)  # beside another dock in a window of 1280 x 800
    with qtbot.waitExposed(form):
        form.show()
    form.fields["contract_price"].focus_target.setFocus(Qt.FocusReason.TabFocusReason)

    end = area_of(form).viewport().height()
    seen = [row for row in form.rows if seen_of(row, form)[1] <= end]
    assert len(seen) >= 4
    assert "Market price of a new contract" in form.help.text()
    (line,) = [row.field for row in form.rows if row.column.name == "contract_price"]
    assert "$m/MW-mo" in {each.text for each in painted_texts(line)}


def test_of_a_path_that_has_no_room_the_end_is_shown(qtbot: QtBot) -> None:
    plan = long_named_plan(FEWEST_DRAWS)
    inspector = inspector_on(qtbot, plan)
    inspector.show_path("correlations/delays")
    lines = [inspector.form.fields[name].field for name in ("a", "b")]

    shown = []
    for line in lines:
        assert isinstance(line, FieldLine)
        (painted,) = [each.text for each in painted_texts(line)]
        assert painted.startswith("…")
        assert line.text().endswith(painted[1:])
        shown.append(painted)
    assert shown[0] != shown[1]


def test_fields_that_an_edit_did_not_change_are_not_painted_again(qtbot: QtBot) -> None:
    inspector = inspector_on(qtbot, two_sites())
    inspector.show_path(LEASE)
    fields = {name: row.field for name, row in inspector.form.fields.items()}
    seen = [name for name, field in fields.items() if not field.visibleRegion().isEmpty()]
    QApplication.processEvents()
    painted = PaintedFields(list(fields.values()))

    document = inspector.form.state.document
    document.edit("More", document.project.replacing_at(f"{LEASE}/mw", 137.0))
    QApplication.processEvents()

    again = {name for name, field in fields.items() if field in painted.fields}
    assert "mw" in again
    # Power changes the prices that are worked out from it too.
    lines = {name for name in again if isinstance(fields[name], FieldLine)}
    assert lines <= {"mw", "price_per_mw_month", "price_per_gpu_hour"}
    assert len(seen) > 5


def test_a_unit_that_has_no_room_beside_a_range_is_told_on_hover(qtbot: QtBot) -> None:
    inspector = inspector_on(qtbot, example(FEWEST_DRAWS))
    inspector.show_path("market")
    (line,) = [row.field for row in inspector.form.rows if row.column.name == "contract_price"]

    assert "$m" not in "".join(each.text for each in painted_texts(line))
    assert line.toolTip() == "1 to 2.1\u00a0$m/MW-month"
    line.setFixedWidth(300)
    assert "$m/MW-month" in {each.text for each in painted_texts(line)}
    assert line.toolTip() == ""


def test_a_ramp_of_shares_has_no_months(qtbot: QtBot) -> None:
    inspector = inspector_on(qtbot, example(FEWEST_DRAWS))
    inspector.show_path("tenants/anthropic/contracts/colossus")
    line = inspector.form.fields["ramp"].field
    assert {each.text for each in painted_texts(line)} == {"50\u00a0%; 75\u00a0%"}

    inspector.show_path("facilities/colossus-1/phases/h100")
    line = inspector.form.fields["ramp"].field
    assert {each.text for each in painted_texts(line)} == {"0", "months"}


def test_what_a_field_becomes_has_room_for_a_date(qtbot: QtBot) -> None:
    inspector = inspector_on(qtbot, example(FEWEST_DRAWS))
    inspector.show_path("uncertainties/terms/outcomes/amended")
    special = inspector.form.fields["overrides"].special
    assert isinstance(special, OverridesField)

    # Painted where it can be seen.
    assert "2026-05-03" in {each.text for each in painted_texts(special.view.viewport())}
