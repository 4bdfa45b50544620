"""On-site work (现场办公下基层): a meeting at the place itself that ends in decisions, and what stays of it.

Words: Meeting, Summons, Topic, Presence, Deed (实事), StubbornProblem (顽疾). What was promised there is `commitments`, what
people raised `cases`, who went there `visits`. No list here ranks units or persons.
"""
