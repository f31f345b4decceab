"""All settings, from the environment; docs/reference/settings.md explains each variable."""

import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from parvis.config import env
from parvis.core.sqlite import use_safe_sqlite

use_safe_sqlite()

PACKAGE = Path(__file__).resolve().parent.parent

DEMO = env.flag("PARVIS_DEMO")
DEBUG = env.flag("PARVIS_DEBUG")
DATA_DIR = Path(env.text("PARVIS_DATA_DIR", "data")).expanduser().resolve()
BASE_URL = env.text("PARVIS_BASE_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.words("PARVIS_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")

SECRET_KEY = env.text("PARVIS_SECRET_KEY")
if not SECRET_KEY:
    key_file = DATA_DIR / "secret_key"
    if not key_file.exists():
        key_file.parent.mkdir(parents=True, exist_ok=True)
        key_file.touch(mode=0o600)
        key_file.write_text(secrets.token_urlsafe(50), encoding="ascii")
    SECRET_KEY = key_file.read_text(encoding="ascii").strip()

INSTALLED_APPS = [
    "parvis.base.accounts",
    "parvis.base.activity",
    "parvis.base.files",
    "parvis.base.jobs",
    "parvis.base.messaging",
    "parvis.base.search",
    "parvis.domain.reference",
    "parvis.domain.directory",
    "parvis.domain.campus",
    "parvis.domain.sites",
    "parvis.domain.sources",
    "parvis.faces.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "django_cotton.apps.SimpleAppConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "parvis.config.urls"
WSGI_APPLICATION = "parvis.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(PACKAGE.glob("faces/web/*/templates")),
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "parvis.faces.web.layout.context.layout",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "django_cotton.templatetags.cotton",
                "parvis.faces.web.design.tags",
            ],
        },
    }
]

_database_url = env.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'parvis.sqlite3'}")
try:
    DATABASES: dict[str, Any] = {"default": dj_database_url.parse(_database_url, conn_max_age=60)}
except dj_database_url.ParseError as error:
    raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }

COTTON_DIR = "components"
COTTON_ISOLATE_BY_DEFAULT = True

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = env.choice("PARVIS_LANGUAGE", "fr", ("fr", "en"))
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale", *sorted(PACKAGE.glob("faces/web/*/locale"))]
TIME_ZONE = env.text("PARVIS_TIME_ZONE", "Europe/Paris")
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS = sorted(PACKAGE.glob("faces/web/*/static"))
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]

EMAIL_BACKEND = "parvis.base.messaging.backend.QueueBackend"
MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
_smtp = env.smtp("PARVIS_SMTP_URL")
EMAIL_HOST, EMAIL_PORT = _smtp.host, _smtp.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _smtp.user, _smtp.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _smtp.starttls, _smtp.tls
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("PARVIS_MAIL_FROM", "parvis <parvis@localhost>")

DIRECTORY_OLD_AFTER_DAYS = env.number("PARVIS_OLD_AFTER_DAYS", 730, least=30)
DIRECTORY_INVITATION_DAYS = env.number("PARVIS_INVITATION_DAYS", 14, least=1, most=365)
