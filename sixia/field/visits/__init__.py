"""Visits (下基层): who went where, when, to do what, and what came of it: the plan, the brief, the day, the outcome, the return.

Words: Visit, Stop, Met, Note, Matter, Carried, Invitation. The four 下 hang on it (`reception`, `onsite`, `research`,
`policies`); standing ties are `pairings`, promises `commitments`, what people raise `cases`. Not here: counting anyone's visits
for a score, tracks of where anyone was.
"""
