"""Something that carries clocks, as a room above would have it, without a table of its own."""

from sixia.foundations.deadlines.clocks import Clocked


class Matter(Clocked):
    class Meta:
        app_label = "deadlines_in_tests"
        managed = False
