"""How fast the house is, beside a yardstick measured in the same run on the same machine (`make bench`).

`texts` and `lives` invent cases with true shapes, `filling` brings them in by COPY, `yardstick` is bare Django on the same
tables, `looking` says who signs in and counts the SQL of a page, `driving` runs a server and puts load on it, `run` tells it all.
"""
