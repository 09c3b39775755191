"""Answers in the formats that people open: CSV and Excel, JSON, calendars, feeds. One serialiser a format."""
