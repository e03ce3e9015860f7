"""Every route of the product."""

from django.urls import include, path

urlpatterns = [
    path("", include("zuoxi.web.shell.urls")),
    path("account/", include("zuoxi.web.accounts.urls")),
    path("centre/", include("zuoxi.web.centre.urls")),
    path("policy/", include("zuoxi.web.policy.urls")),
    path("people/", include("zuoxi.web.people.urls")),
    path("planning/", include("zuoxi.web.planning.urls")),
    path("roster/", include("zuoxi.web.roster.urls")),
    path("audit/", include("zuoxi.web.audit.urls")),
    path("my/", include("zuoxi.web.mine.urls")),
    path("decisions/", include("zuoxi.web.decisions.urls")),
    path("api/", include("zuoxi.api.urls")),
    path("inbox/", include("zuoxi.web.inbox.urls")),
]

handler400 = "zuoxi.web.shell.views.errors.bad_request"
handler403 = "zuoxi.web.shell.views.errors.forbidden"
handler404 = "zuoxi.web.shell.views.errors.not_found"
handler500 = "zuoxi.web.shell.views.errors.failed"
