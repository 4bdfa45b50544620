"""Accounts (账号): who can sign in, and with what second factor.

Words: User. Which posts a user holds is told in `units`; one of the people is a Person in `people`, not a User.
"""
