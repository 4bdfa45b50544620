"""Pairings (挂钩联系): standing ties between a post and a place, enterprise, project or household, and where it is quiet.

Words: Pairing, Contact, Handover, Coverage, SupportPlan. Journeys are `visits`; what was promised is `commitments`; who holds a
post from when to when is `units`. A tie is a relation that lasts, not a count: nobody is ranked by it.
"""
