# env: {"CACHE_URL": "locmem://"}
# env: {"CACHE_URL": "locmem://name?timeout=5&max_entries=7"}
# env: {"CACHE_URL": "dummy://"}
# env: {"CACHE_URL": "db://table?cull_frequency=2&key_prefix=x"}
# env: {"CACHE_URL": "file:///tmp/cache"}
# env: {"CACHE_URL": "memcached://a:1,b:2"}
# env: {"CACHE_URL": "pymemcache:///tmp/m.sock"}
# env: {"CACHE_URL": "redis://u:p@h:6380/2?timeout=5"}
# env: {"CACHE_URL": "rediss://h"}
# env: {"CACHE_URL": "hiredis://:p@h:1/0?lib=redis-cache&max_connections=5&timeout=3"}
# env: {"CACHE_URL": "redis:///path/to/socket/1"}
# env: {"CACHE_URL": "redis:///path/to/socket"}
# env: {"CACHE_URL": "uwsgicache://"}
# env: {"CACHE_URL": "uwsgicache://name"}
# env: {"CACHE_URL": "locmem://?max_entries=x"}
# env: {"CACHE_URL": "redis://h:x/1"}
# env: {"CACHE_URL": "unknown://"}
# env: {"CACHE_URL": ""}
import django_cache_url

SECRET_KEY = "x" * 50
CONFIG = django_cache_url.config(), django_cache_url.parse("dummy://")
DEFAULT = django_cache_url.config(env="MISSING", default="redis://h:1/3?lib=redis-cache")
NOTHING = django_cache_url.config("MISSING", None)
