"""Commitments (承诺与任务): the second spine: what we promised, who answers for it, by when, and whether others say it was kept.

Words: Commitment, Proof, Confirmation, Change, Plea, Drop, Recheck, Handover. Where a promise was made is an upper room's affair:
it gives names and a path, and keeps the foreign key. What people raised is `cases`; days are `deadlines`.
"""
