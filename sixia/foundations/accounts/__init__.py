"""Accounts (账号): who can sign in, with what second factor, and where they are signed in.

Words: User, SignIn (登录记录). Sign-in itself is django-allauth's, throttled by django-axes: `signing_in` and `second_factor`
tell both how this house wants it. Which posts a user holds is told in `units`; one of the people is a Person in `people`.
"""
