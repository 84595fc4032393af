# env: {"DATABASE_URL": "postgres://user:p%40ss@db.example.com:5432/site?sslmode=require", "REDIS_URL": "rediss://:pw@cache:6380/2", "SITE": "https://Example.com:443/path"}
# env: {"DATABASE_URL": "mysql://user@host/db"}
# env: {"SITE": "example.com"}
# env: {"REDIS_URL": "redis://cache"}
import dj_database_url
from pydantic import AnyUrl, HttpUrl, PostgresDsn, RedisDsn
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: PostgresDsn = "postgresql://localhost/site"
    redis_url: RedisDsn = RedisDsn("redis://localhost:6379/1")
    site: HttpUrl = "http://example.com"
    broker: AnyUrl = "amqp://guest@localhost:5672/vhost"


settings = Settings()
DATABASES = {"default": dj_database_url.parse(str(settings.database_url))}
REDIS = str(settings.redis_url), settings.redis_url.host, settings.redis_url.port, settings.redis_url.path
SITE = str(settings.site), settings.site.scheme, settings.site.port
BROKER = f"{settings.broker}", settings.broker.unicode_string()
