"""Appointments, rosters, chronicle events and the people in them."""
