"""Places (区划与网格): province … village, community, grid cell.

Words: Place. A place's key is its statistical code, so all that lies under a place is one range of codes.
Two places become one by `merge`; rows keep the code they were made under, `Place.within` finds both.
How people say a name: `naming`; which place free words name: `finding`; the list of divisions: `divisions`, `loading`.
"""
