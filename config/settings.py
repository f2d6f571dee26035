"""Settings, read from top to bottom. Only what differs between two installations comes from the environment."""

import os
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


def needed_outside(is_there: object, what: str) -> None:
    """Bound to anything but loopback, nobody starts a site by mistake that the whole world can open."""
    if not (ON_LOOPBACK or is_there):
        raise ImproperlyConfigured(f"Bound to {HOST}, not to loopback: {what}. docs/settings.md tells how.")


os.umask(0o027)  # what is kept is for the site's own user, and its group may read it
for needed in ("SECRET_KEY", "ALLOWED_HOSTS"):
    needed_outside(env.str(needed, env.str(f"{needed}_FILE", "")), f"set {needed}")
SECRET_KEY = env.str("SECRET_KEY", "") or generated_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
DEBUG = False
needed_outside(
    len(SECRET_KEY) >= 50 and len(set(SECRET_KEY)) >= 10, "SECRET_KEY has at least 50 signs, drawn at random"
)
needed_outside(not SECRET_KEY.startswith("django-insecure"), "SECRET_KEY is an example that everybody knows")
needed_outside("*" not in ALLOWED_HOSTS, "ALLOWED_HOSTS names the hosts; * would be every one")
needed_outside(not env.bool("DEBUG", default=False), "there is no DEBUG here, leave it unset")

# --- the record -------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'tovchoo.sqlite3'}")}
DATABASES["default"] |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    embedded = Path(DATABASES["default"]["NAME"])
    if embedded.parent.is_dir() and not embedded.exists():
        embedded.touch(mode=0o600)
    others_read_it = embedded.exists() and embedded.stat().st_mode & 0o007
    needed_outside(not others_read_it, f"DATABASE_URL: every user of this machine reads {embedded}, chmod 600 it")
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writing transaction is alone from its first line
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:  # a statement of `kernel.prepared` is planned once in a connection; PgBouncer before 1.21 would need None
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("prepare_threshold", 2)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STORAGE_DIR = Path(env.str("STORAGE_URL", f"file://{DATA_DIR / 'files'}").removeprefix("file://"))

# --- the house --------------------------------------------------------------------------------------------------------
FLOORS = ["ledger", "mail", "files", "people", "accounts", "membership", "plans", "writing", "drafting",
          "meetings", "consultations", "versions", "proposals", "amendments", "decisions", "adoption", "minutes",
          "cycle", "findings", "publishing", "editions", "package", "api", "web"]  # fmt: skip
INSTALLED_APPS = [
    *(f"tovchoo.{app}" for app in FLOORS),
    *(f"django.contrib.{app}" for app in ("auth", "contenttypes", "sessions", "messages", "staticfiles")),
    "csp",
    "allauth", "allauth.account", "allauth.mfa", "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]  # fmt: skip
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
MIDDLEWARE = [
    "tovchoo.web.public_pages.PublicPages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "tovchoo.web.middleware.OnOurPagesOnly",
    "django.middleware.security.SecurityMiddleware",
    "tovchoo.web.middleware.DataOverHttps",
    "tovchoo.web.middleware.MethodsInUse",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tovchoo.web.middleware.LanguageOfAddress",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tovchoo.web.middleware.SignInWall",
    "tovchoo.web.middleware.SecondStep",
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

# --- signing in -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["tovchoo.accounts.backends.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ["email", "name"]}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]  # fmt: skip
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "tovchoo.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "tovchoo.accounts.forms.SignInForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
MFA_ADAPTER = "tovchoo.accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "add_webauthn": "tovchoo.accounts.passkeys.AddPasskeyForm",
    "login_webauthn": "tovchoo.accounts.passkeys.SignInWithPasskeyForm",
    "authenticate_webauthn": "tovchoo.accounts.passkeys.SecondStepWithPasskeyForm",
    "reauthenticate_webauthn": "tovchoo.accounts.passkeys.AgainWithPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ON_LOOPBACK
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "tovchoo.accounts.adapter.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXIES", 0)
SIGN_ONS: dict[str, str] = {}  # where the national sign-on may be reached, by the origin that its pages are on
SOCIALACCOUNT_PROVIDERS: dict[str, dict] = {}
if OIDC_SERVER_URL := env.str("OIDC_SERVER_URL", ""):
    SIGN_ONS["oidc"] = env.str("OIDC_ORIGIN", "/".join(OIDC_SERVER_URL.split("/")[:3]))
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid"],
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.str("OIDC_NAME", "OpenID Connect"),
                "client_id": env.str("OIDC_CLIENT_ID"),
                "secret": env.str("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ],
    }
if DAN_CLIENT_ID := env.str("DAN_CLIENT_ID", ""):  # untried: docs/settings.md
    SIGN_ONS["dan"] = env.str("DAN_SERVER_URL", "https://sso.gov.mn")
    INSTALLED_APPS.append("tovchoo.accounts.dan")
    SOCIALACCOUNT_PROVIDERS["dan"] = {
        "APPS": [{"client_id": DAN_CLIENT_ID, "secret": env.str("DAN_CLIENT_SECRET")}],
        "SCOPE": env.json("DAN_SERVICES", []),
    }
SESSION_ENGINE = "tovchoo.accounts.sessions"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("session", "csrf") if ON_LOOPBACK else ("__Host-session", "__Host-csrf")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not ON_LOOPBACK
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tovchoo.web.views.form_too_old"
SESSION_COOKIE_AGE = 7 * 24 * 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CACHES = {"default": env.cache_url("CACHE_URL", "dbcache://cache")}  # counts attempts; shared by all processes
CACHES["alone"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}}
if CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 100_000}

# --- e-mail -----------------------------------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", "consolemail://"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", "Tovchoo <tovchoo@localhost>")

# --- languages and time -----------------------------------------------------------------------------------------------
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_CODE = "en"  # the language in which the interface is written; readers choose by address
LANGUAGES = [(code, code) for code in env.list("LANGUAGES", default=["mn", "en"])]
TIME_ZONE = env.str("TIME_ZONE", "Asia/Ulaanbaatar")  # until there is a plan: then its jurisdiction says
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
SECURE_REDIRECT_EXEMPT = [r"^(?:api|data|feeds)/"]  # refused instead: DataOverHttps
SECURE_HSTS_SECONDS = 0 if ON_LOOPBACK else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not ON_LOOPBACK
SECURE_HSTS_PRELOAD = not ON_LOOPBACK
if not ON_LOOPBACK:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"one_line": {"()": "tovchoo.kernel.logs.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "one_line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
PRACTICE = env.bool("PRACTICE", default=False)  # the practice country: every page says so
