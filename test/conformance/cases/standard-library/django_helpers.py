# unknown: RANDOM
# unknown: REVERSED
from django.contrib.messages import constants as messages
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy, ngettext_lazy

LANGUAGES = [("en", _("English")), ("de", _("German"))]
TITLE = _("Title")
MESSAGE_TAGS = {messages.ERROR: "danger", messages.DEBUG: "secondary"}
LEVELS = messages.DEBUG, messages.INFO, messages.SUCCESS, messages.WARNING, messages.ERROR, messages.DEFAULT_TAGS
RANDOM = get_random_secret_key()
REVERSED = reverse_lazy("home")
NOOP = gettext_noop("text")
try:
    raise ImproperlyConfigured("no key")
except ImproperlyConfigured as error:
    MESSAGE = str(error)
LOGIN_URL = "login"
