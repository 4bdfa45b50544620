from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.foundations.trail.models import Recorded

if TYPE_CHECKING:
    from sixia.foundations.trail.models import Voice


class NameTaken(Exception):
    """Another account already signs in by this name or e-mail address."""


class Officers(UserManager["User"]):
    """The accounts; there is no public sign-up, the keeper opens each."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        return (email or "").strip().lower()

    @transaction.atomic
    def open(self, *, by: User | Voice, username: str, name: str, email: str = "", language: str = "") -> User:
        """A new account without a password: its owner sets one by `password_link`, so that nobody else ever knows it."""
        taken = models.Q(username__iexact=username) | models.Q(email__iexact=username)
        if email:
            taken |= models.Q(username__iexact=email) | models.Q(email__iexact=email)
        if self.filter(taken).exists():
            raise NameTaken(username)
        user = self.create_user(username, email or "", None, name=name, language=language)
        user.record("opened", by=by)
        return user


class User(Recorded, AbstractUser):
    """One who can sign in (账号). What they may do follows from the posts they hold, told in `units`."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("officer's name"), max_length=60)
    language = models.CharField(_("language"), max_length=10, blank=True)

    objects = Officers()  # type: ignore[misc]

    REQUIRED_FIELDS = ["email", "name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="email_opens_one_account")]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    @transaction.atomic
    def change_password(self, *, by: User | Voice, password: str) -> None:
        self.set_password(password)
        self.save(update_fields=["password"])
        self.record("password_changed", by=by)

    @transaction.atomic
    def choose_language(self, *, by: User | Voice, language: str) -> None:
        """The language of pages and notices from now on."""
        self.language = language
        self.save(update_fields=["language"])
        self.record("language_chosen", by=by, language=language)

    @transaction.atomic
    def sign_out_everywhere(self, *, by: User | Voice, keep: str = "") -> int:
        """End every open sign-in but the one with the session key `keep`; what the other browsers hold opens nothing any more."""
        from allauth.usersessions.models import UserSession  # asks for the user model while it is imported

        ended = list(UserSession.objects.filter(user=self).exclude(session_key=keep))
        for session in ended:
            session.end()
        self.record("signed_out_everywhere", by=by, ended=len(ended))
        return len(ended)

    def password_link(self) -> str:
        """The address where the owner sets a password: good once, and for PASSWORD_RESET_TIMEOUT."""
        from allauth.account.utils import user_pk_to_url_str  # asks for the user model while it is imported

        key = default_token_generator.make_token(self)
        return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(self), "key": key})


class Session(AbstractBaseSession):
    """A browser that is known again (登录状态), and the officer who signed in with it."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")


class SignInQuerySet(models.QuerySet["SignIn"]):
    KEPT = 30

    def note(self, *, user: User, means: str, ip: str | None, agent: str) -> SignIn:
        """Keep this sign-in and forget those before the last `KEPT`."""
        made = self.create(user=user, means=means, ip=ip, agent=agent[:200])
        old = self.filter(user=user).order_by("-id").values("id")[self.KEPT : self.KEPT + 1]
        self.filter(user=user, id__lte=old).delete()
        return made


class SignIn(models.Model):
    """That an account was signed in to (登录记录): the last ones, for its owner alone, to see what was not them."""

    class Means(models.TextChoices):
        PASSWORD = "password", _("password")
        SECOND_FACTOR = "second", _("password and second factor")
        PASSKEY = "passkey", _("passkey")

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField(auto_now_add=True)
    means = models.CharField(max_length=8, choices=Means)
    ip = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        indexes = [models.Index(fields=["user", "-id"], name="sign_in_last")]
