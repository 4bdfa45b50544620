"""Reception (信访接待下基层): leaders' reception days, from the timetable to what became of what was said there.

Words: ReceptionDay, Slot, Swap, Audience, Raised. What is said becomes a case (`cases`), what is promised a commitment
(`commitments`), a case carried down goes with a visit (`visits`). How often who receives is a rule of `deadlines`.
"""
