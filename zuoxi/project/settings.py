"""Settings. Without any variable: SQLite in `var/`, a working demo on this machine. What a manager may change is policy, not a setting (P-01)."""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from zuoxi.project.environment import database, flag, words
from zuoxi.project.secret import secret_key

BASE = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("ZUOXI_VAR", BASE / "var")).resolve()
VAR.mkdir(parents=True, exist_ok=True)

DEBUG = flag("ZUOXI_DEBUG", False)
SECRET_KEY = secret_key(VAR)
ALLOWED_HOSTS = words("ZUOXI_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("ZUOXI_ORIGINS", "")
DATABASES = {"default": database(os.environ.get("ZUOXI_DATABASE", f"sqlite:///{VAR / 'zuoxi.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "zuoxi.core",
    "zuoxi.people",
    "zuoxi.acd",
    "zuoxi.planning",
    "zuoxi.roster",
    "zuoxi.web.shell",
    "zuoxi.web.people",
    "zuoxi.web.centre",
    "zuoxi.web.planning",
    "zuoxi.web.roster",
    "zuoxi.web.mine",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "zuoxi.web.shell.static_files.StaticFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "zuoxi.web.shell.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "zuoxi.web.shell.middleware.LoginRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zuoxi.web.shell.middleware.person",
    "zuoxi.web.shell.once.Once",
    "zuoxi.web.shell.middleware.headers",
    "zuoxi.web.shell.middleware.Problems",
]

ROOT_URLCONF = "zuoxi.project.urls"
ASGI_APPLICATION = "zuoxi.project.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "zuoxi.web.shell.context.shell",
            ],
            "builtins": ["template_partials.templatetags.partials", "zuoxi.web.shell.templatetags.shell"],
        },
    }
]

AUTH_USER_MODEL = "people.Person"
LOGIN_URL = "shell:login"
LOGIN_REDIRECT_URL = "shell:home"
LOGOUT_REDIRECT_URL = "shell:login"
PASSWORD_HASHERS = ["zuoxi.project.hashers.Argon2Hasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = flag("ZUOXI_HTTPS", False)
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "zuoxi.web.shell.views.errors.csrf_failed"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [BASE / "zuoxi" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("ZUOXI_TIME_ZONE", "Asia/Shanghai")
COUNTRY = os.environ.get("ZUOXI_COUNTRY", "CN")
CENTRE_NAME = os.environ.get("ZUOXI_CENTRE", _("Demo centre"))

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "zuoxi.web.shell.finders.NodeModulesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("ZUOXI_LOG", "WARNING")},
}
