"""Routes of the shell."""

from django.urls import path

from zuoxi.web.accounts import login, login_code
from zuoxi.web.shell.views import account, health, home, jobs, notices

app_name = "shell"
urlpatterns = [
    path("", home.home, name="home"),
    path("health", health.health, name="health"),
    path("login/", login.login, name="login"),
    path("login/code/", login_code.code, name="login-code"),
    path("logout/", login.logout, name="logout"),
    path("password/", account.password, name="password"),
    path("preferences/", account.preferences, name="preferences"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all, name="notices-read"),
    path("notices/<int:pk>/", notices.open_notice, name="notice"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/cancel/", jobs.cancel, name="job-cancel"),
    path("jobs/<int:pk>/resume/", jobs.resume, name="job-resume"),
]
