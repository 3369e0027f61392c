"""The only settings file. Everything a deployment may change is read from the environment here."""

import os
import secrets
from contextlib import suppress
from datetime import date
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from review_portal import logs

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# Everything the portal writes while it runs lives in one folder: database, key, issued papers.
VAR_DIR = Path(env.str("PORTAL_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY_FILE = VAR_DIR / "secret_key"


def _make_secret_key() -> None:
    """Whole or not at all: several processes start at once, and the first one's key stays."""
    unfinished = SECRET_KEY_FILE.with_name(f"secret_key.{os.getpid()}")
    unfinished.touch(mode=0o600)
    unfinished.write_text(secrets.token_urlsafe(64))
    with suppress(FileExistsError):
        os.link(unfinished, SECRET_KEY_FILE)
    unfinished.unlink()


def _secret_key() -> str:
    """The key from the environment, else one made once for this installation and kept unreadable to others."""
    if key := env.str("SECRET_KEY", default=""):
        return key
    if not SECRET_KEY_FILE.exists():
        _make_secret_key()
    return SECRET_KEY_FILE.read_text().strip()


SECRET_KEY = _secret_key()
# After a change of SECRET_KEY: what was sealed with the old one is still read.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = env.bool("DEBUG", default=False)
HTTPS = env.bool("HTTPS", default=False)
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if DEBUG and (HTTPS or BEHIND_PROXY):
    # Its pages show settings and rows to whoever meets a fault.
    raise ImproperlyConfigured(
        "DEBUG is for a developer's own machine; take it out where HTTPS or BEHIND_PROXY is set."
    )
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# True only in the sample set-up: the sign-in page then lists the demo accounts.
SAMPLE_SETUP = env.bool("SAMPLE_SETUP", default=False)
# The sample's own day: its deadlines lie around it. A real ward never sets it.
SAMPLE_TODAY = date.fromisoformat(env.str("SAMPLE_TODAY", default="2022-01-10")) if SAMPLE_SETUP else None

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_tasks",
    "django_tasks_db",
    "cells",
    "assessments",
]

MIDDLEWARE = [
    "review_portal.requests_told.RequestMiddleware",
    "review_portal.headers.HeadersMiddleware",
    "review_portal.limits.BodyLimitMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "review_portal.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cells.middleware.SessionEndMiddleware",
    "review_portal.limits.RateMiddleware",
    "cells.middleware.SecondFactorMiddleware",
    "cells.middleware.FirstPasswordMiddleware",
    "cells.middleware.ActingMiddleware",
    "cells.middleware.AnsweredTypingMiddleware",
    "review_portal.error_pages.MethodPageMiddleware",
    "cells.middleware.UnknownMethodMiddleware",
]

ROOT_URLCONF = "review_portal.urls"
WSGI_APPLICATION = "review_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cells.context_processors.portal",
            ],
        },
    }
]

# SQLite is the embedded default; DATABASE_URL=postgres://… switches to PostgreSQL.
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue instead of failing: the lock is taken when the transaction begins.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Long work waits in the database; `./portal run` supervises the process that does it (`manage.py db_worker`).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "cells.Account"
# The first makes new hashes; what the second made is still read, and made anew at the next sign-in.
PASSWORD_HASHERS = [
    "review_portal.password_hasher.PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# scrypt's n for recovery codes. Another value makes every printed sheet void.
RECOVERY_CODE_WORK = 2**14
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "cells.forms.sign_in.OwnNameValidator"},
    {"NAME": "cells.forms.sign_in.LengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "cells.forms.sign_in.PlaceWordsValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "assessments:dashboard"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
# One catalogue per room, so that none grows past what one person can read.
LOCALE_PATHS = [
    BASE_DIR / "review_portal" / "locale" / area
    for area in [
        "frame",
        "core",
        "ground",
        "journal",
        "roster",
        "accounts",
        "deputies",
        "review",
        "office",
        "decision",
        "report",
        "trial",
        "parameters",
        "rulebook",
        "hints",
        "remedies",
        "opinions",
        "writing",
        "invitations",
        "sign_in",
        "printing",
        "sheets",
        "attendance",
        "rounds",
        "late",
        "reminders",
        "guides",
        "tables",
        "jobs",
        "district",
        "sample",
        "keeping",
        "operation",
    ]
]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
# A browser set to English must not turn an office's screens English: the language is chosen, default Vietnamese.
# The prefix makes the browser refuse a cookie of that name from any other host or without HTTPS.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}portal_language"
LANGUAGE_COOKIE_SECURE, LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE = HTTPS, True, "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
MESSAGE_STORAGE = "review_portal.message_storage.MessageStorage"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "review_portal.wheel_assets.WheelAssetFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "files"
# Pages of papers already set, by what they say (`reports.long_papers`); may be emptied at any time.
PAPER_CACHE = VAR_DIR / "cache" / "papers"
# The private key that signs issued reports; made at the first issue, kept with the backups of this installation.
REPORT_KEY = Path(env.str("REPORT_KEY", default=str(VAR_DIR / "report_key.pem")))
# Backups (docs/backup.md): the public keys they are written for, and the secret one that also reads them (age).
BACKUP_RECIPIENTS = env.list("BACKUP_RECIPIENT", default=[])
BACKUP_KEY = env.str("BACKUP_KEY", default="")

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Bootstrap's style sheet carries its small pictures as data: addresses.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
# Not no-referrer: under it browsers send "Origin: null" with forms, which the protection against forged forms must refuse.
# To other addresses nothing is told either way.
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# A session ends when nobody works in it, and after so many hours whatever is done.
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_MINUTES", default=30) * 60
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 3600
# So long a password or second factor that was typed counts before releasing and exporting; signing always asks.
PROOF_SECONDS = env.int("PROOF_MINUTES", default=10) * 60
# Asked before every signature; names a function that returns a services.reauthentication.Reauthentication.
SIGNING_REAUTHENTICATION = "assessments.services.reauthentication.password_or_code"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
# A supervisor on the machine itself asks over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^health/", r"^metrics$"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
# The portal has a name of its own (docs/local-network.md), nothing else lies below it. Where it shares one: HSTS_SUBDOMAINS=0.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=HTTPS)
# `check --deploy` asks for one more: the browsers' public list is no place for a local network.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Reminders by e-mail: files under VAR_DIR until one variable names a server, EMAIL_URL=smtp+tls://name:password@host:587
# (smtp:// without encryption, smtp+ssl:// on port 465, consolemail:// for the console).
MAIL = env.email_url("EMAIL_URL", default="filemail://")
EMAIL_BACKEND = MAIL["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = MAIL["EMAIL_HOST"] or "localhost", MAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["EMAIL_HOST_USER"] or "", MAIL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.get("EMAIL_USE_TLS", False), MAIL.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_FILE_PATH.mkdir(mode=0o700, exist_ok=True)  # letters name people: readable to the portal alone
# A server that does not answer must not hold a page up.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="cong-kiem-diem@localhost")

# A roster of 4,000 people is well under 2 MB; 20 MB is refused with a message, not by running out of memory.
ROSTER_MAX_BYTES = 10 * 1024 * 1024
# A scan, photo or Word file that stands for a paper; all that stand in the file of one cell or collective together.
ATTACHMENT_MAX_BYTES = 10 * 1024 * 1024
ATTACHMENTS_MAX_BYTES_A_FILE = 40 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# A file over its own limit is told at its field up to here; beyond, in a page. The proxy cuts off later (docs/local-network.md).
REQUEST_MAX_BYTES = 24 * 1024 * 1024
# Whether what costs much may be asked only so often (review_portal.limits); switched off to measure how fast the portal is.
RATE_LIMITS = env.bool("RATE_LIMITS", default=True)
# How often it was asked lately; may be emptied at any time.
RATES = VAR_DIR / "cache" / "rates"

# ---- operation ----

# The worker touches it while it lives.
WORKER_SIGN = VAR_DIR / "worker-seen"
# Who bears it reads /metrics from another machine; without it only this one may.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# The service tells its log on standard output (review_portal.serve); a command keeps that for its answer.
LOGGING = logs.config(
    env.str("LOG_LEVEL", default="INFO"), "stdout" if env.bool("LOG_STDOUT", default=False) else "stderr"
)
