"""Units and posts (单位与职务): those who serve, what they answer for and where.

Words: Unit, Post, Tenure, Matter, Duty (one line of the dispatch catalogue 派单目录), Token (a unit's machine key).
"""
