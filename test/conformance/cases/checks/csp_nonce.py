# env: {"VARIANT": "text"}
# env: {"VARIANT": "part of a text"}
# env: {"VARIANT": "without"}
# env: {"VARIANT": "processor"}
# env: {"VARIANT": "options"}
# env: {"VARIANT": "broken"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
MIDDLEWARE = ["django.middleware.csp.ContentSecurityPolicyMiddleware"]
NONCE = "<CSP_NONCE_SENTINEL>"
SECURE_CSP = {
    "default": {"script-src": ["'self'", NONCE]},
    "text": {"script-src": NONCE},
    "part of a text": {"script-src": f"'self' {NONCE}"},
    "without": {"script-src": ["'self'"], "upgrade-insecure-requests": True},
    "processor": {"script-src": ["'self'", NONCE]},
    "options": {"script-src": ["'self'", NONCE]},
    "broken": {"script-src": ["'self'", NONCE]},
}[VARIANT]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
if VARIANT == "processor":
    TEMPLATES[0]["OPTIONS"] = {"context_processors": ["django.template.context_processors.csp"]}
if VARIANT == "options":
    TEMPLATES[0]["OPTIONS"] = {"context_processors": ["django.template.context_processors.request"]}
if VARIANT == "broken":
    TEMPLATES[0]["OPTIONS"] = {"context_processors": None}
