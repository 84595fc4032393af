# env: {"CACHE_URL": "locmemcache://"}
# env: {"CACHE_URL": "locmemcache://name?timeout=30&max_entries=1000&key_prefix=site"}
# env: {"CACHE_URL": "dummycache://"}
# env: {"CACHE_URL": "dbcache://my_table"}
# env: {"CACHE_URL": "filecache:///var/tmp/cache"}
# env: {"CACHE_URL": "memcache://127.0.0.1:11211"}
# env: {"CACHE_URL": "memcache://a:1,b:2?timeout=None"}
# env: {"CACHE_URL": "pymemcache:///tmp/memcached.sock"}
# env: {"CACHE_URL": "redis://127.0.0.1:6379/1?client_class=a.b.C&password=secret&timeout=60"}
# env: {"CACHE_URL": "rediss://:p@a:1,b:2/0"}
# env: {"CACHE_URL": "rediscache:///var/run/redis.sock/1"}
# env: {"CACHE_URL": "valkey://v:6379/0"}
# env: {"CACHE_URL": "other://"}
# env: {"CACHE_URL": ""}
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
CACHE = env.cache("CACHE_URL", default="locmemcache://")
SAME = env.cache_url(default="locmemcache://")
BACKEND = env.cache(default="locmemcache://", backend="django_redis.cache.RedisCache")
NONE = env.cache("MISSING", default=None)
DIRECT = environ.Env.cache_url_config("pymemcache://h:1/?a=1"), environ.Env.cache_url_config("")
