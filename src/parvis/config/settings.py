"""All settings, from the environment; docs/reference/settings.md explains each variable."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from parvis.config import env
from parvis.config.database import database_settings
from parvis.config.files import SCHEMES as FILE_SCHEMES
from parvis.config.files import file_store
from parvis.config.logs import log_settings
from parvis.config.mail import SCHEMES as MAIL_SCHEMES
from parvis.config.mail import mail_settings
from parvis.config.oidc import oidc_settings
from parvis.config.secret import secret_key
from parvis.config.sign_in import sign_in_settings
from parvis.core.sqlite import use_safe_sqlite

use_safe_sqlite()

PACKAGE = Path(__file__).resolve().parent.parent

DEMO = env.flag("PARVIS_DEMO")
DEBUG = env.flag("PARVIS_DEBUG")
DATA_DIR = Path(env.text("PARVIS_DATA_DIR", "data")).expanduser().resolve()
_base = env.url("PARVIS_BASE_URL", "http://localhost:8000", schemes=("http", "https"))
if _base is None or not _base.hostname:
    raise ImproperlyConfigured("PARVIS_BASE_URL must name a host: https://campus.example.org.")
BASE_URL = _base.geturl().rstrip("/")
HTTPS = _base.scheme == "https"
ALLOWED_HOSTS = [*env.words("PARVIS_ALLOWED_HOSTS"), _base.hostname, "localhost", "127.0.0.1", "[::1]"]
TRUSTED_PROXIES = env.networks("PARVIS_TRUSTED_PROXIES")
SECRET_KEY = secret_key(env.text("PARVIS_SECRET_KEY"), DATA_DIR)

INSTALLED_APPS = [
    "parvis.base.accounts",
    "parvis.base.activity",
    "parvis.base.files",
    "parvis.base.forms",
    "parvis.base.jobs",
    "parvis.base.messaging",
    "parvis.base.search",
    "parvis.domain.reference",
    "parvis.domain.directory",
    "parvis.domain.linking",
    "parvis.domain.stewardship",
    "parvis.domain.campus",
    "parvis.domain.sites",
    "parvis.domain.registers",
    "parvis.domain.sources",
    "parvis.domain.projects",
    "parvis.domain.calls",
    "parvis.domain.applying",
    "parvis.domain.cohorts",
    "parvis.domain.needs",
    "parvis.domain.joint_projects",
    "parvis.domain.reviews",
    "parvis.domain.introductions",
    "parvis.domain.matchmaking",
    "parvis.domain.insight",
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
    "allauth.usersessions",
    "csp",
]
if DEMO:
    INSTALLED_APPS.insert(0, "parvis.demo")

MIDDLEWARE = [
    "parvis.faces.web.ops.middleware.trust_proxies",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "parvis.faces.web.ops.middleware.log_requests",
    "parvis.faces.web.ops.middleware.limit_body",
    "parvis.faces.web.ops.page_cache.keep_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "parvis.faces.web.seo.middleware.language_of_address",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "parvis.faces.web.directory.moved.follow_merges",
    "parvis.faces.web.ops.middleware.AnswerErrors",
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
                "parvis.faces.web.seo.addresses.seo",
            ],
            "libraries": {"map": "parvis.faces.web.map.svg", "network": "parvis.faces.web.network.svg"},
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "django_cotton.templatetags.cotton",
                "parvis.faces.web.design.parts",
                "parvis.faces.web.design.tables",
                "parvis.faces.web.design.tags",
            ],
        },
    }
]

DATABASES: dict[str, Any] = {
    "default": database_settings(env.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'parvis.sqlite3'}"))
}

# Rate limits must hold across processes and machines; the database is what they share.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "parvis_cache"},
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "parvis"},
}

COTTON_DIR = "components"
COTTON_ISOLATE_BY_DEFAULT = True

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = env.choice("PARVIS_LANGUAGE", "fr", ("fr", "en"))
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale", *sorted(PACKAGE.glob("faces/web/*/locale"))]
TIME_ZONE = env.time_zone("PARVIS_TIME_ZONE", "Europe/Paris")
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["parvis.core.formats"]

STATIC_URL = "/static/"
STATICFILES_DIRS = sorted(PACKAGE.glob("faces/web/*/static"))
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"
STORAGES: dict[str, Any] = {
    "default": file_store(env.url("FILES_URL", "", schemes=FILE_SCHEMES)),
    "staticfiles": {"BACKEND": "parvis.core.static.StaticStorage"},
}
if DEMO:  # nobody downloads it over a slow line, and compressing takes longer than all other files together
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}

# What leaves and enters: cookies, headers, limits.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "parvis.faces.web.ops.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [f"{_base.scheme}://{_base.netloc}"]
SECURE_HSTS_SECONDS = env.number("PARVIS_HSTS_SECONDS", 31_536_000 if HTTPS else 0)
SECURE_REFERRER_POLICY = "same-origin"
MAX_UPLOAD_BYTES = env.number("PARVIS_MAX_UPLOAD_MB", 64, least=1, most=10_000) * 1024 * 1024
PAGE_CACHE_SECONDS = env.number("PARVIS_PAGE_CACHE_SECONDS", 20, most=3600)
METRICS_TOKEN = env.text("PARVIS_METRICS_TOKEN")

OIDC = oidc_settings(
    issuer=env.url("PARVIS_OIDC_ISSUER", "", schemes=("https", "http")),
    client_id=env.text("PARVIS_OIDC_CLIENT_ID"),
    client_secret=env.text("PARVIS_OIDC_CLIENT_SECRET"),
    name=env.text("PARVIS_OIDC_NAME"),
)
globals().update(sign_in_settings(OIDC))
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *([OIDC.origin] if OIDC else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Mails: the queue of base/messaging hands them to MAIL_TRANSPORT.
_mail = mail_settings(env.url("EMAIL_URL", "", schemes=MAIL_SCHEMES))
EMAIL_BACKEND = "parvis.base.messaging.backend.QueueBackend"
MAIL_TRANSPORT = _mail.backend
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = _mail.host, _mail.port, 20
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.starttls, _mail.implicit_tls
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("PARVIS_EMAIL_FROM", f"parvis@{_base.hostname}")

# How long personal data is kept, in days; the privacy page is made from these.
RETENTION_DAYS = {
    "activity": env.number("PARVIS_RETENTION_ACTIVITY", 1095, least=1),
    "mails": env.number("PARVIS_RETENTION_MAILS", 90, least=1),
    "jobs": env.number("PARVIS_RETENTION_JOBS", 90, least=1),
    "sessions": env.number("PARVIS_RETENTION_SESSIONS", 14, least=1),
    "inactive_accounts": env.number("PARVIS_RETENTION_INACTIVE_ACCOUNTS", 1095, least=1),
    "invitations": env.number("PARVIS_RETENTION_INVITATIONS", 30, least=1),
    "drafts": env.number("PARVIS_RETENTION_DRAFTS", 365, least=1),
    "import_files": env.number("PARVIS_RETENTION_IMPORT_FILES", 30, least=1),
    "import_lines": env.number("PARVIS_RETENTION_IMPORT_LINES", 365, least=1),
}
SESSION_COOKIE_AGE = RETENTION_DAYS["sessions"] * 24 * 3600

LOG_LEVEL = env.choice("PARVIS_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = log_settings(env.choice("PARVIS_LOG_FORMAT", "auto", ("auto", "console", "json")), LOG_LEVEL)

LINKING_WEIGHTS = env.text("PARVIS_LINKING_WEIGHTS")
LINKING_IN_BACKGROUND = True  # tests make ready in their own thread what names are compared with
SUGGESTIONS_WEIGHTS = env.text("PARVIS_SUGGESTIONS_WEIGHTS")
SUGGESTIONS_MOST_EACH = env.number("PARVIS_SUGGESTIONS_MOST_EACH", 5, least=1, most=1000)
DIRECTORY_OLD_AFTER_DAYS = env.number("PARVIS_OLD_AFTER_DAYS", 730, least=30)
DIRECTORY_EXPORT_ROWS = env.number("PARVIS_EXPORT_ROWS", 100_000, least=1)
DIRECTORY_INVITATION_DAYS = env.number("PARVIS_INVITATION_DAYS", 14, least=1, most=365)
NEEDS_NOTICE_DAYS = env.number("PARVIS_NOTICE_DAYS", 180, least=7, most=1095)
NEEDS_WARNING_DAYS = env.number("PARVIS_NOTICE_WARNING_DAYS", 10, least=1, most=60)
NEEDS_SOON_DAYS = env.number("PARVIS_OPPORTUNITY_SOON_DAYS", 60, least=1, most=365)

# How introductions are paced; see docs/guides/introductions.md.
INTRODUCTION_LOAD = env.number("PARVIS_INTRODUCTION_LOAD", 5, most=1000)
INTRODUCTION_REMINDERS = env.numbers("PARVIS_INTRODUCTION_REMINDERS", "7,14,21", least=1, most=365)
INTRODUCTION_RETURN_DAYS = env.number("PARVIS_INTRODUCTION_RETURN_DAYS", 28, least=1, most=365)
INTRODUCTION_EXPIRY_DAYS = env.number("PARVIS_INTRODUCTION_EXPIRY_DAYS", 60, least=1, most=730)
INTRODUCTION_MEETING_DAYS = env.number("PARVIS_INTRODUCTION_MEETING_DAYS", 90, least=1, most=730)
INTRODUCTION_OUTCOME_DAYS = env.number("PARVIS_INTRODUCTION_OUTCOME_DAYS", 21, least=1, most=365)
INTRODUCTION_SILENCE_DAYS = env.number("PARVIS_INTRODUCTION_SILENCE_DAYS", 30, least=1, most=365)
INTRODUCTION_LINK_DAYS = env.number("PARVIS_INTRODUCTION_LINK_DAYS", 60, least=1, most=730)

JOINT_PROJECT_NEWS_DAYS = env.number("PARVIS_JOINT_PROJECT_NEWS_DAYS", 183, least=7, most=1095)
JOINT_PROJECT_AGAIN_DAYS = env.number("PARVIS_JOINT_PROJECT_AGAIN_DAYS", 30, least=1, most=365)
JOINT_PROJECT_LINK_DAYS = env.number("PARVIS_JOINT_PROJECT_LINK_DAYS", 60, least=1, most=365)
