"""Routes: the policy and the rulebook."""

from django.urls import path

from zuoxi.web.policy import draft_views, rule_views, version_views

app_name = "policy"
urlpatterns = [
    path("rules/", rule_views.rules, name="rules"),
    path("rules/<str:id_>/", rule_views.one_rule, name="rule"),
    path("values/", version_views.values, name="values"),
    path("values/<slug:name>/", version_views.values, name="values_of"),
    path("versions/", version_views.versions, name="versions"),
    path("versions/new/", draft_views.new, name="new"),
    path("versions/<int:number>/", version_views.version, name="version"),
    path("versions/<int:number>/export/", version_views.export, name="export"),
    path("versions/<int:number>/edit/<slug:name>/", draft_views.edit, name="edit"),
    path("versions/<int:number>/import/", draft_views.take_in, name="import"),
    path("versions/<int:number>/carry-over/", draft_views.carry_over, name="carry_over"),
    path("versions/<int:number>/submit/", draft_views.submit, name="submit"),
    path("versions/<int:number>/withdraw/", draft_views.withdraw, name="withdraw"),
    path("versions/<int:number>/approve/", draft_views.approve, name="approve"),
    path("versions/<int:number>/reject/", draft_views.reject, name="reject"),
]
