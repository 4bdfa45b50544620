"""People and enterprises (群众与企业): those we serve.

Words: Person, Household, Enterprise, Representation, Revealing. Contact details are sealed (encrypted), masked on every page, and
opened only for a reason that stays on record. Who may open whose is a rule of the room that owns the matter.
"""
