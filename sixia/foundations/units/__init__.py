"""Units and posts (单位与职务): those who serve, what they answer for and where.

Words: Unit, Post, Tenure, Matter, Duty (one line of the dispatch catalogue 派单目录), Token (a unit's machine key).
What an officer may do follows from the posts held today: `standing`. Whom the catalogue names for a case: `dispatch`.
The base tree of matters: `data/matters.toml`, brought in by `loading`. Who can sign in is told in `accounts`.
"""
