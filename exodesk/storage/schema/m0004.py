"""Migration 4: the figures of the forecast as settings, usual figures, and an index from the trail to its units.

History: it never changes, and it names no live class.
"""

from exodesk.storage.driver import Connection

_RULES = (
    "grace_days",
    "first_past_due_days",
    "series_available_weeks_before",
    "series_past_due_weeks_after",
    "fixed_available_months_before",
    "fixed_earliest_months",
    "fixed_past_due_months_after",
    "usual_lockout_months",
    "triggered_past_due_days",
    "hand_set_past_due_days",
    "after_floor_days",
    "review_after_days",
    "lost_after_days",
    "baseline_window_days",
    "baseline_old_after_days",
    "booster_start_window_days",
    "low_baseline_under",
    "substantial_percent",
    "better_percent",
    "minimal_percent",
    "better_in_words_pgic",
    "decision_target_day",
    "decision_first_day",
    "decision_last_day",
    "relapse_after_days",
    "relapse_least_pain",
    "relapse_rise",
    "relapse_below_baseline",
    "recent_score_days",
    "infection_hold_days",
    "declined_hold_days",
    "steroid_washout_days",
)
_USUAL = ("doses", "interval_weeks", "booster_months", "lockout_months", "intended_particles", "intended_volume_ul")


def change(connection: Connection) -> None:
    """Both tables have one row at most."""
    rules = ",\n".join(f"    {name} INTEGER NOT NULL CHECK ({name} >= 0)" for name in _RULES)
    usual = ",\n".join(f"    {name} INTEGER CHECK ({name} >= 0)" for name in _USUAL)
    key = "id TEXT PRIMARY KEY NOT NULL CHECK (id = 'clinic')"
    connection.execute(f"CREATE TABLE clinic_rules (\n    {key},\n{rules}\n) STRICT")
    connection.execute(f"CREATE TABLE usual_figures (\n    {key},\n{usual}\n) STRICT")
    connection.execute("CREATE INDEX audit_unit_last ON audit_unit (last_seq)")


def fill(connection: Connection) -> None:
    """Nothing: without a row the figures are those that a new clinic starts from."""
