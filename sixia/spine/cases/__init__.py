"""Cases (诉求办理): the first spine: what people raised, its route, its clocks, its answer and the petitioner's rating.

Words: Case, Route, Assignment, Reply, Rating. Promises we made are `commitments`; persons are `people`; days are `deadlines`.
"""
