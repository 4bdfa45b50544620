"""People and enterprises (群众与企业): those we serve.

Words: Person, Household, Enterprise, Representation. Contact details are encrypted, masked on every page, and shown only for a reason.
"""
