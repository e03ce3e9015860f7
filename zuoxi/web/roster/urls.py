"""Routes: roster."""

from django.urls import URLPattern, URLResolver, path

from zuoxi.web.roster import grid_urls
from zuoxi.web.roster.views import compare, files, labour, leave, periods, printing, proposals, publishing, shift_files, shifts, solves, versions

app_name = "roster"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", periods.periods, name="periods"),
    path("new/", periods.new, name="period-new"),
    path("<int:pk>/", periods.period, name="period"),
    path("<int:pk>/requirement/", periods.requirement, name="period-requirement"),
    path("<int:pk>/draft/", versions.new, name="version-new"),
    path("<int:pk>/solve/", solves.start, name="solve"),
    path("<int:pk>/compare/", compare.compare, name="compare"),
    path("solves/<int:pk>/keep/", solves.keep, name="solve-keep"),
    path("solves/<int:pk>/", solves.result, name="solve-result"),
    path("versions/<int:pk>/copy/", versions.copy, name="version-copy"),
    path("versions/<int:pk>/discard/", versions.discard, name="version-discard"),
    path("versions/<int:pk>/figures/", versions.figures, name="version-figures"),
    path("versions/<int:pk>/take-over/", solves.take_over, name="take-over"),
    path("versions/<int:pk>/publish/", publishing.publish, name="publish"),
    path("versions/<int:pk>/publication/", publishing.publication, name="publication"),
    path("versions/<int:pk>/labour-law/", labour.check, name="labour"),
    path("versions/<int:pk>/print/", printing.sheet, name="print"),
    path("versions/<int:pk>/pdf/", printing.pdf, name="pdf"),
    path("versions/<int:pk>/export/", files.export, name="export"),
    path("versions/<int:pk>/import/", files.upload, name="import"),
    path("versions/<int:pk>/import/apply/", files.apply, name="import-apply"),
    path("shifts/", shifts.kinds, name="shifts"),
    path("shifts/new/", shifts.new, name="shift-new"),
    path("shifts/import/", shift_files.upload, name="shifts-import"),
    path("shifts/import/store/", shift_files.store, name="shifts-store"),
    path("shifts/export/", shift_files.export, name="shifts-export"),
    path("shifts/<int:pk>/", shifts.edit, name="shift"),
    path("shifts/<int:pk>/active/", shifts.activate, name="shift-active"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/adopt/", proposals.adopt, name="proposal-adopt"),
    path("leave/", leave.leaves, name="leaves"),
    path("leave/new/", leave.new, name="leave-new"),
    path("leave/<int:pk>/withdraw/", leave.withdraw, name="leave-withdraw"),
    *grid_urls.urlpatterns,
]
