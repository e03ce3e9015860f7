"""Routes: accounts."""

from django.urls import path, register_converter

from zuoxi.web.accounts import everybody, factor, link, oidc, own


class DeedConverter:
    """One of the deeds of an administrator."""

    regex = "|".join(everybody.DEEDS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(DeedConverter, "deed")

app_name = "accounts"
urlpatterns = [
    path("", own.account, name="own"),
    path("sessions/end/", own.end_all, name="sessions-end"),
    path("sessions/<slug:key>/end/", own.end_one, name="session-end"),
    path("confirm/", own.confirm, name="confirm"),
    path("factor/", factor.factor, name="factor"),
    path("factor/codes/", factor.codes, name="codes"),
    path("factor/remove/", factor.remove, name="factor-remove"),
    path("link/", link.choose, name="link"),
    path("link/<str:secret>/", link.arrive, name="link-arrive"),
    path("oidc/", oidc.start, name="oidc"),
    path("oidc/back/", oidc.back, name="oidc-back"),
    path("people/", everybody.people, name="people"),
    path("people/<int:pk>/", everybody.person, name="person"),
    path("people/<int:pk>/link/", everybody.link, name="person-link"),
    path("people/<int:pk>/<deed:deed>/", everybody.act, name="person-act"),
]
