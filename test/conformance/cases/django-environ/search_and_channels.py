# env: {"SEARCH_URL": "elasticsearch2s://h:9200/path/index?TIMEOUT=5&BATCH_SIZE=7", "CHANNELS_URL": "redis://h:6379/1"}
# env: {"SEARCH_URL": "solr://h:8983/solr/core?TIMEOUT=5&INCLUDE_SPELLING=yes&KWARGS=x", "CHANNELS_URL": "inmemory://"}
# env: {"SEARCH_URL": "whoosh:///home/index?STORAGE=file&POST_LIMIT=1", "CHANNELS_URL": "rediss+pubsub://u:p@h:6379"}
# env: {"SEARCH_URL": "xapian:///home/index?FLAGS=1&EXCLUDED_INDEXES=a,b"}
# env: {"SEARCH_URL": "simple:///"}
# env: {"SEARCH_URL": "other:///"}
# env: {"CHANNELS_URL": "amqp://"}
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
SEARCH = env.search_url("SEARCH_URL", default="simple://")
CHANNELS = env.channels_url(default="inmemory://")
SAME = env.channels(default="inmemory://", backend="x.Y")
