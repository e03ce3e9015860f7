"""Settings. Without any variable: SQLite in `var/`, a working demo on this machine. What a manager may change is policy, not a setting (P-01)."""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from zuoxi.project.environment import address, database, encryption, flag, networks, number, sender, syslog_address, words
from zuoxi.project.secret import audit_key, secret_key

BASE = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("ZUOXI_VAR", BASE / "var")).resolve()
VAR.mkdir(parents=True, exist_ok=True)

DEBUG = flag("ZUOXI_DEBUG", False)
SECRET_KEY = secret_key(VAR)
AUDIT_KEY = audit_key(VAR)
AUDIT_ANCHORS = Path(os.environ.get("ZUOXI_ANCHORS", VAR / "anchors"))
ALLOWED_HOSTS = words("ZUOXI_HOSTS", "localhost,127.0.0.1,[::1]")
TRUSTED_PROXIES = networks("ZUOXI_PROXIES")
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
    "zuoxi.api",
    "zuoxi.web.shell",
    "zuoxi.web.accounts",
    "zuoxi.web.people",
    "zuoxi.web.centre",
    "zuoxi.web.policy",
    "zuoxi.web.planning",
    "zuoxi.web.roster",
    "zuoxi.web.mine",
    "zuoxi.web.decisions",
    "zuoxi.web.audit",
    "zuoxi.web.inbox",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "zuoxi.web.shell.static_files.StaticFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "zuoxi.web.shell.places.places",
    "zuoxi.web.shell.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "zuoxi.web.shell.middleware.LoginRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zuoxi.web.shell.middleware.person",
    "zuoxi.web.shell.walking.walking",
    "zuoxi.web.shell.middleware.policies",
    "zuoxi.web.accounts.middleware.Account",
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
AUTHENTICATION_BACKENDS = ["zuoxi.web.accounts.backends.OwnPasswords"]
SECOND_FACTOR = flag("ZUOXI_SECOND_FACTOR", not (VAR / "demo").is_file())
API_PATH = "/api/"
OIDC = {
    "server": os.environ.get("ZUOXI_OIDC_SERVER", ""),
    "client": os.environ.get("ZUOXI_OIDC_CLIENT", ""),
    "secret": os.environ.get("ZUOXI_OIDC_SECRET", ""),
    "claim": os.environ.get("ZUOXI_OIDC_CLAIM", "preferred_username"),
    "scope": os.environ.get("ZUOXI_OIDC_SCOPE", "openid profile"),
    "name": os.environ.get("ZUOXI_OIDC_NAME", "OpenID Connect"),
}
ADDRESS = os.environ.get("ZUOXI_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
LOGIN_URL = "shell:login"
LOGIN_REDIRECT_URL = "shell:home"
LOGOUT_REDIRECT_URL = "shell:login"
PASSWORD_HASHERS = ["zuoxi.project.hashers.Argon2Hasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "zuoxi.web.accounts.password_rules.Profile"}]
SESSION_ENGINE = "zuoxi.web.accounts.session_store"
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

PUBLIC_URL = address("ZUOXI_URL", "")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("ZUOXI_SMTP_HOST", "")
EMAIL_USE_SSL, EMAIL_USE_TLS = encryption("ZUOXI_SMTP_ENCRYPTION")
EMAIL_PORT = number("ZUOXI_SMTP_PORT", 465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25, low=1, high=65535)
EMAIL_HOST_USER = os.environ.get("ZUOXI_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ZUOXI_SMTP_PASSWORD", "")
EMAIL_TIMEOUT = number("ZUOXI_SMTP_TIMEOUT", 10, low=1, high=60)
DEFAULT_FROM_EMAIL = sender("ZUOXI_SMTP_FROM", "zuoxi@localhost")
WEBHOOK_HOSTS = words("ZUOXI_WEBHOOK_HOSTS", "qyapi.weixin.qq.com,oapi.dingtalk.com,open.feishu.cn")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20

SYSLOG = syslog_address(os.environ.get("ZUOXI_SYSLOG", ""))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        **({"syslog": {"class": "logging.handlers.SysLogHandler", "formatter": "line", "address": SYSLOG}} if SYSLOG else {}),
    },
    "loggers": {"zuoxi.audit": {"handlers": ["syslog"] if SYSLOG else ["console"], "level": "INFO" if SYSLOG else "WARNING", "propagate": False}},
    "root": {"handlers": ["console"], "level": os.environ.get("ZUOXI_LOG", "WARNING")},
}
