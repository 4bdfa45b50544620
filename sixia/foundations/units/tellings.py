from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.tellings import telling

telling("units", "appointed", internal=_("%(name)s appointed to %(post)s from %(starts_on)s"))
telling("units", "appointed_deputy", internal=_("%(name)s acts as deputy in %(post)s from %(starts_on)s"))
telling("units", "handed_over", internal=_("%(former)s handed %(post)s over to %(name)s on %(starts_on)s"))
telling("units", "ended", internal=_("%(name)s left %(post)s; last day %(ends_on)s"))
telling("units", "closed", internal=_("%(unit)s closed on %(closed_on)s"))
telling("units", "succeeded", internal=_("%(unit)s closed on %(closed_on)s; %(successor)s took over"))
telling("units", "issued", internal=_("Machine key “%(name)s” issued to %(unit)s"))
telling("units", "revoked", internal=_("Machine key “%(name)s” of %(unit)s revoked"))
