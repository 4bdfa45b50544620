"""Ledgers (台账导入): paper and spreadsheet ledgers come in as cases, row by row, and nothing is lost.

Words: Ledger (one file), Row (one line that was refused or kept). Nobody imports this room.
"""
