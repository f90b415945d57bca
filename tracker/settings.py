"""Settings come from the environment only; what is missing or wrong stops the start and names itself.

The names are documented in docs/operating.md, and a test keeps that page complete.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from tracker.environment import Environment
from tracker.storage import database_settings

BASE_DIR = Path(__file__).resolve().parent.parent
environment = Environment()

SECRET_KEY = environment.secret_key("SECRET_KEY")
DEBUG = environment.switch("DEBUG", default=False)
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", default="127.0.0.1,localhost")
SECURE_PROXY = environment.switch("SECURE_PROXY", default=False)

# Whose desk this is, and what visitors without an account may read.
PUBLIC_READING = environment.switch("PUBLIC_READING", default=False)
HOME_PARTY = environment.slug("HOME_PARTY")

INSTALLED_APPS = [
    "correspondence.apps.CorrespondenceConfig",
    "tracker.apps.TrackerConfig",
    "tracker.apps.RegisterAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "csp",
]

# A visitor without an account is turned away before anything can tell whether an address exists:
# PublicReading stands before CommonMiddleware, which would add the slash to existing addresses only.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "tracker.middleware.Probes",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "correspondence.api.bearer.Bearer",
    "correspondence.middleware.CalendarAddress",
    "tracker.middleware.NothingStored",
    "tracker.middleware.PublicReading",
    "correspondence.middleware.OneClearance",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- What is stored, and where ---------------------------------------------------------------------

DATABASES = {
    "default": database_settings(
        environment.database("DATABASE_URL", default="sqlite:///var/tracker.sqlite3"),
        base=BASE_DIR,
        statement_timeout=environment.number("STATEMENT_TIMEOUT", default=0),
    )
}
# Read and validated now, so that a wrong address is found at the start; nothing reads from it yet.
DATABASE_REPLICA = environment.database("DATABASE_REPLICA_URL", default="")
FILES_DIR = BASE_DIR / environment.text("FILES_DIR", default="var/files")
MEDIA_ROOT = FILES_DIR

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
# Other sites have no business with our style sheets and fonts.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES_DIR}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Who is let in ---------------------------------------------------------------------------------

LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# A letter with a hundred rows has thousands of fields; more than this is refused before it is read.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "correspondence.admin.signing_in.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- What programs are told ------------------------------------------------------------------------

# The framework itself is no installed app: its pages for browsers and their scripts are not served.
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "correspondence.api.description.Description",
    "NUM_PROXIES": 1 if SECURE_PROXY else 0,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "Diplomatic correspondence tracker",
    "VERSION": "1",
    "DESCRIPTION": "What two states wrote to each other, what each letter answers, and where every offer stands.",
    "POSTPROCESSING_HOOKS": ["correspondence.api.description.components"],
}

# --- What browsers are told ------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Not "no-referrer": with it browsers send "Origin: null" with every form, which the protection against
# forged requests must refuse. Other sites learn nothing from this one either.
SECURE_REFERRER_POLICY = "same-origin"

if SECURE_PROXY:
    # The proxy in front speaks TLS and sets this header on every request, whatever a visitor sent.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    # Whoever asks these asks this machine, not the proxy.
    SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrf"
    LANGUAGE_COOKIE_SECURE = True
    LANGUAGE_COOKIE_NAME = "__Host-language"

SILENCED_SYSTEM_CHECKS = [
    # Entering browsers' preload lists binds the whole domain for years: its owner's choice, not ours.
    "security.W021",
]

# --- Words, dates and times ------------------------------------------------------------------------

# A language stands here when the pages are translated into it whole (docs/translating.md).
LANGUAGES = [("en", _("English")), ("lv", _("Latvian"))]
LANGUAGE_CODE = environment.choice("LANGUAGE_CODE", default="en", choices=dict(LANGUAGES))
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["tracker.formats"]
TIME_ZONE = environment.time_zone("TIME_ZONE", default="UTC")
USE_TZ = True

# --- What is written to the log: to the standard error, never a letter's text ------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
