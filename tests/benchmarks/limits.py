"""What each figure may be at most, on two cores."""

Figures = dict[str, float]

LIMITS: Figures = {
    "deterministic_ms": 10.0,
    "monte_carlo_10k_s": 1.0,
    "monte_carlo_everything_s": 1.5,
    "ratio_numpy_blocks_full": 4.0,
    "ratio_numpy_blocks_bare": 2.5,
    "contracts_2000_deterministic_ms": 1000.0,
    "contracts_2000_mb": 1000.0,
    "edit_to_line_ms": 50.0,
    "edit_to_preview_ms": 150.0,
    "lateness_p99_ms": 50.0,
    "lateness_max_ms": 120.0,
    "start_to_chart_s": 1.5,
    "peak_mb": 600.0,
    "tenants_2000_open_s": 1.0,
    "tenants_2000_scroll_ms": 33.0,
    "tenants_2000_edit_ms": 200.0,
    "tenants_2000_undo_ms": 200.0,
}
