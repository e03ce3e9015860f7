"""Routes: planning."""

from django.urls import URLPattern, URLResolver, path

from zuoxi.web.planning import accuracy_views, doubt_views, forecast_views, history_views, layer_views, requirement_views, target_views

app_name = "planning"
urlpatterns: list[URLPattern | URLResolver] = [
    path("history/", history_views.history, name="history"),
    path("history/upload/", history_views.upload, name="history-upload"),
    path("history/template.xlsx", history_views.template, name="history-template"),
    path("history/files/<int:pk>/", history_views.file, name="history-file"),
    path("history/files/<int:pk>/report.csv", history_views.findings, name="history-findings"),
    path("history/files/<int:pk>/recheck/", history_views.recheck, name="history-recheck"),
    path("history/files/<int:pk>/adjust/", history_views.adjust, name="history-adjust"),
    path("history/files/<int:pk>/store/", history_views.store, name="history-store"),
    path("history/files/<int:pk>/discard/", history_views.discard, name="history-discard"),
    path("history/week/", doubt_views.week, name="history-week"),
    path("history/doubts/", doubt_views.doubts, name="history-doubts"),
    path("history/doubts/propose/", doubt_views.propose, name="history-propose"),
    path("history/doubts/decide/", doubt_views.decide_many, name="history-decide-many"),
    path("history/doubts/by-hand/", doubt_views.by_hand, name="history-by-hand"),
    path("history/doubts/<int:pk>/", doubt_views.doubt, name="history-doubt"),
    path("history/doubts/<int:pk>/decide/", doubt_views.decide, name="history-decide"),
    path("history/doubts/<int:pk>/undo/", doubt_views.undo, name="history-undo"),
    path("forecasts/", forecast_views.forecasts, name="forecasts"),
    path("forecasts/new/", forecast_views.new, name="forecast-new"),
    path("forecasts/<int:pk>/", forecast_views.forecast, name="forecast"),
    path("forecasts/<int:pk>/freeze/", forecast_views.freeze, name="forecast-freeze"),
    path("forecasts/<int:pk>/forecast.csv", forecast_views.export, {"kind": "csv"}, name="forecast-csv"),
    path("forecasts/<int:pk>/forecast.xlsx", forecast_views.export, {"kind": "xlsx"}, name="forecast-xlsx"),
    path("forecasts/<int:pk>/layers/", layer_views.add, name="layer-add"),
    path("layers/<int:pk>/switch/", layer_views.switch, name="layer-switch"),
    path("layers/<int:pk>/remove/", layer_views.remove, name="layer-remove"),
    path("layers/<int:pk>/put-back/", layer_views.put_back, name="layer-put-back"),
    path("snapshots/<int:pk>/", accuracy_views.snapshot, name="snapshot"),
    path("snapshots/<int:pk>/accuracy.csv", accuracy_views.export, name="snapshot-export"),
    path("requirements/", requirement_views.requirements_list, name="requirements"),
    path("requirements/compute/", requirement_views.compute, name="requirement-compute"),
    path("requirements/<int:pk>/", requirement_views.requirement, name="requirement"),
    path("requirements/<int:pk>/requirement.csv", requirement_views.export, {"kind": "csv"}, name="requirement-csv"),
    path("requirements/<int:pk>/requirement.xlsx", requirement_views.export, {"kind": "xlsx"}, name="requirement-xlsx"),
    path("targets/", target_views.targets_page, name="targets"),
    path("targets/promise/", target_views.promise, name="target-promise"),
    path("shrinkage/", target_views.shrinkage_page, name="shrinkage"),
    path("shrinkage/store/", target_views.shrink, name="shrinkage-store"),
]
