/** The class attributes of `environ.Env`: which scheme of a URL means which backend. Of django-environ 0.14. */

/** Django's backends, where django-redis and pymemcache are not installed. */
const REDIS = "django.core.cache.backends.redis.RedisCache";
const SMTP = "django.core.mail.backends.smtp.EmailBackend";
const POSTGRESQL = "django.db.backends.postgresql";
const MEMCACHED = "django.core.cache.backends.memcached";
const CHANNELS = "channels_redis.core.RedisChannelLayer";
const PUBSUB = "channels_redis.pubsub.RedisPubSubChannelLayer";

export const TABLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DB_SCHEMES: {
    postgres: POSTGRESQL,
    postgresql: POSTGRESQL,
    psql: POSTGRESQL,
    pgsql: POSTGRESQL,
    postgis: "django.contrib.gis.db.backends.postgis",
    prometheus_postgresql: "django_prometheus.db.backends.postgresql",
    prometheus_postgis: "django_prometheus.db.backends.postgis",
    cockroachdb: "django_cockroachdb",
    mysql: "django.db.backends.mysql",
    mysql2: "django.db.backends.mysql",
    "mysql-connector": "mysql.connector.django",
    mysqlgis: "django.contrib.gis.db.backends.mysql",
    prometheus_mysql: "django_prometheus.db.backends.mysql",
    mssql: "mssql",
    oracle: "django.db.backends.oracle",
    pyodbc: "sql_server.pyodbc",
    redshift: "django_redshift_backend",
    spatialite: "django.contrib.gis.db.backends.spatialite",
    prometheus_spatialite: "django_prometheus.db.backends.spatialite",
    sqlite: "django.db.backends.sqlite3",
    prometheus_sqlite: "django_prometheus.db.backends.sqlite3",
    ldap: "ldapdb.backends.ldap",
  },
  CACHE_SCHEMES: {
    dbcache: "django.core.cache.backends.db.DatabaseCache",
    dummycache: "django.core.cache.backends.dummy.DummyCache",
    filecache: "django.core.cache.backends.filebased.FileBasedCache",
    locmemcache: "django.core.cache.backends.locmem.LocMemCache",
    memcache: `${MEMCACHED}.MemcachedCache`,
    pymemcache: `${MEMCACHED}.PyLibMCCache`,
    pylibmc: `${MEMCACHED}.PyLibMCCache`,
    rediscache: REDIS,
    redis: REDIS,
    rediss: REDIS,
    valkey: REDIS,
    valkeys: REDIS,
  },
  EMAIL_SCHEMES: {
    smtp: SMTP,
    smtps: SMTP,
    "smtp+tls": SMTP,
    "smtp+ssl": SMTP,
    consolemail: "django.core.mail.backends.console.EmailBackend",
    filemail: "django.core.mail.backends.filebased.EmailBackend",
    memorymail: "django.core.mail.backends.locmem.EmailBackend",
    dummymail: "django.core.mail.backends.dummy.EmailBackend",
  },
  SEARCH_SCHEMES: {
    elasticsearch: "haystack.backends.elasticsearch_backend.ElasticsearchSearchEngine",
    elasticsearch2: "haystack.backends.elasticsearch2_backend.Elasticsearch2SearchEngine",
    elasticsearch5: "haystack.backends.elasticsearch5_backend.Elasticsearch5SearchEngine",
    elasticsearch7: "haystack.backends.elasticsearch7_backend.Elasticsearch7SearchEngine",
    solr: "haystack.backends.solr_backend.SolrEngine",
    whoosh: "haystack.backends.whoosh_backend.WhooshEngine",
    xapian: "haystack.backends.xapian_backend.XapianEngine",
    simple: "haystack.backends.simple_backend.SimpleEngine",
  },
  CHANNELS_SCHEMES: {
    inmemory: "channels.layers.InMemoryChannelLayer",
    redis: CHANNELS,
    rediss: CHANNELS,
    "redis+pubsub": PUBSUB,
    "rediss+pubsub": PUBSUB,
  },
};

/** Backends that depend on which other packages are installed: the import name, and the backend with it. */
export const WITH_PACKAGE: readonly {
  readonly schemes: readonly string[];
  readonly module: string;
  readonly backend: string;
}[] = [
  {
    schemes: ["rediscache", "redis", "rediss", "valkey", "valkeys"],
    module: "django_redis",
    backend: "django_redis.cache.RedisCache",
  },
  { schemes: ["pymemcache"], module: "pymemcache", backend: `${MEMCACHED}.PyMemcacheCache` },
];

/** Defaults of the URL methods' variable names. */
export const VARIABLES: Readonly<Record<string, string>> = {
  DEFAULT_DATABASE_ENV: "DATABASE_URL",
  DEFAULT_CACHE_ENV: "CACHE_URL",
  DEFAULT_EMAIL_ENV: "EMAIL_URL",
  DEFAULT_SEARCH_ENV: "SEARCH_URL",
  DEFAULT_CHANNELS_ENV: "CHANNELS_URL",
};

export const TRUE_STRINGS: readonly string[] = ["true", "on", "ok", "y", "yes", "1"];

/** Schemes whose netloc may list several hosts. */
export const POSTGRES_FAMILY: ReadonlySet<string> = new Set([
  "postgres",
  "postgresql",
  "psql",
  "pgsql",
  "postgis",
  "prometheus_postgresql",
  "prometheus_postgis",
]);
