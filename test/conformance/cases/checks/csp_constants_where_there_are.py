try:
    from django.utils.csp import CSP
except ImportError:
    CSP = None

MIDDLEWARE = ["django.middleware.csp.ContentSecurityPolicyMiddleware"]
SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
if CSP is not None:
    SECURE_CSP_REPORT_ONLY = {"default-src": [CSP.NONCE]}
