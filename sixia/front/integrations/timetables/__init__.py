"""Timetables (接访安排表): reception days of a year, taken over from a spreadsheet row by row; no tables of its own.

A row becomes a planned day of `reception`, not yet published, or comes back with its number and the reason. Sent again the same
file changes nothing. Files are opened by `ledgers.reading`, which is used to the worst of them.
"""
