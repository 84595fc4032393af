# env: {"URL": "postgres://user:p%40ss@db.example.com:5433/name?sslmode=require#frag"}
# env: {"URL": "redis://localhost"}
import os
from urllib.parse import parse_qs, parse_qsl, quote, quote_plus, unquote, unquote_plus, urlencode, urljoin, urlparse, urlsplit, urlunparse
import urllib.parse

url = urlparse(os.environ.get("URL", "https://example.com:8000/a/b;p?q=1&q=2&r=#top"))
PARTS = url.scheme, url.netloc, url.path, url.params, url.query, url.fragment, url.hostname, url.port, url.username, url.password
INDEXED = url[0], url[1], len(url), list(url)[:2], url[-1]
NAMED = url.geturl(), urllib.parse.urlparse("//h/p").netloc, urlparse("a/b").path, urlparse("").scheme
REPLACED = url._replace(path="/x").geturl(), url._replace(query="").query
SPLIT = urlsplit("http://h/p?q#f").query, urlsplit("http://h/p").path
scheme, netloc, *rest = url
UNPACKED = scheme, netloc
DATABASE = {"NAME": url.path[1:], "USER": url.username, "PASSWORD": url.password, "HOST": url.hostname, "PORT": url.port or 5432}
QUOTED = quote("a b/ü&"), quote("a/b", safe=""), quote_plus("a b&/"), unquote("a%20b+c"), unquote_plus("a%20b+c"), urllib.parse.quote("~"), quote("x", safe="/:"), quote("a b", "")
QUERY = parse_qs("a=1&a=2&b=&c=x%20y"), parse_qsl("a=1&b=2"), parse_qs("a=&b=1", keep_blank_values=True), parse_qs("")
ENCODED = urlencode({"a": 1, "b": "x y"}), urlencode([("a", "1"), ("a", "2")]), urlencode({"a": [1, 2]}, doseq=True), urlencode({})
JOINED = urljoin("https://h/a/b", "c"), urljoin("https://h/a/b", "/c"), urljoin("https://h/a/", "https://x/y"), urljoin("https://h/a/b/", "../c"), urljoin("/static/", "x.js"), urljoin("https://h", ""), urljoin("https://h/a?x=1", "?y=2"), urljoin("/media/", "")
UNPARSED = urlunparse(("https", "h", "/p", "", "q=1", "f")), urlunparse(url) == url.geturl()


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = outcome(lambda: urlparse("http://h:99999").port), outcome(lambda: urlparse("http://h:x").port), outcome(lambda: urlparse("http://[::1").netloc), outcome(lambda: urlparse("http://h").missing), outcome(lambda: quote(5))
