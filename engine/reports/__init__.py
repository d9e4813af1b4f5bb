"""Metrics, reports and dashboards: one report is one SQL statement."""
