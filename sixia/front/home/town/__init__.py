"""The demo town (示范县): an invented county whose officers and people do what the program is for.

`stories/` tells what people say and what they are answered; `fates` what becomes of each case; `hours` when offices are open;
`living` lets it happen through the verbs of the house, each at its own time. Nobody and nothing in it exists.
"""
