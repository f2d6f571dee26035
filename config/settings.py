"""Settings, read from top to bottom. Only what differs between two installations comes from the environment."""

import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = environ.FileAwareEnv()
ROOT = Path(__file__).parents[1]
DATA_DIR = Path(env.str("DATA_DIR", str(ROOT / "data")))
DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o750)

# --- who may reach us -------------------------------------------------------------------------------------------------
HOST = env.str("HOST", "127.0.0.1")
PORT = env.int("PORT", 8000)
ON_LOOPBACK = HOST in ("127.0.0.1", "localhost", "::1")
SITE_URL = env.str("SITE_URL", f"http://{HOST}:{PORT}").rstrip("/")


def generated_key() -> str:
    """The key of an installation that only its own machine can reach: made once, kept in the data folder."""
    path = DATA_DIR / "secret_key"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text()


if not ON_LOOPBACK:
    for needed in ("SECRET_KEY", "ALLOWED_HOSTS"):
        if not env.str(needed, env.str(f"{needed}_FILE", "")):
            raise ImproperlyConfigured(f"Bound to {HOST}, not to loopback: set {needed}. docs/settings.md tells how.")
SECRET_KEY = env.str("SECRET_KEY", "") or generated_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
DEBUG = False

# --- the record -------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'tovchoo.sqlite3'}")}
DATABASES["default"] |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writing transaction is alone from its first line
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STORAGE_DIR = Path(env.str("STORAGE_URL", f"file://{DATA_DIR / 'files'}").removeprefix("file://"))

# --- the house --------------------------------------------------------------------------------------------------------
FLOORS = ["ledger", "files", "people", "plans", "meetings", "consultations", "cycle",
          "findings", "publishing", "package", "api", "web"]  # fmt: skip
INSTALLED_APPS = [*(f"tovchoo.{app}" for app in FLOORS), "csp", "django.contrib.staticfiles"]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
MIDDLEWARE = [
    "tovchoo.web.public_pages.PublicPages",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tovchoo.web.middleware.LanguageOfAddress",
    "django.middleware.csrf.CsrfViewMiddleware",
    "tovchoo.web.middleware.ExplainRefusals",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "tovchoo.web.templates.environment",
            "context_processors": ["tovchoo.web.site.on_every_page"],
        },
    },
]

# --- languages and time -----------------------------------------------------------------------------------------------
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_CODE = "en"  # the language in which the interface is written; readers choose by address
LANGUAGES = [(code, code) for code in env.list("LANGUAGES", default=["mn", "en"])]
TIME_ZONE = env.str("TIME_ZONE", "Asia/Ulaanbaatar")
USE_TZ = True
SITE_NAMES = {code: env.str(f"SITE_NAME_{code.upper()}", "") for code, _name in LANGUAGES}

# --- static files and headers -----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": STORAGE_DIR}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [], "geolocation": [], "microphone": [], "payment": [], "usb": []
}  # fmt: skip
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = not ON_LOOPBACK
SECURE_HSTS_SECONDS = 0 if ON_LOOPBACK else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not ON_LOOPBACK
SECURE_HSTS_PRELOAD = not ON_LOOPBACK
CSRF_COOKIE_SECURE = not ON_LOOPBACK
if not ON_LOOPBACK:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
PRACTICE = env.bool("PRACTICE", default=False)  # the practice country: every page says so
