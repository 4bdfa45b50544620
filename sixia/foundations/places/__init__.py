"""Places (区划与网格): province … village, community, grid cell.

Words: Place. A place's key is its statistical code, so all that lies under a place is one range of codes.
"""
