import { evictionPolicy, managedRabbit, withoutRabbit, withoutRedis } from "../evidence/brokers";
import { decideCache } from "../evidence/caches";
import {
  decideRestart,
  queueInUse,
  unprivilegedWorkers,
  withoutQueue,
  withoutWorkers,
} from "../evidence/workers";
import type { Section } from "../item";
import { DJANGO, HEROKU } from "../links";

export const backgroundJobs: Section = {
  title: "Background jobs & cache",
  items: [
    {
      id: "background-jobs",
      title: "Long jobs run in the background",
      keywords: ["Celery", "RQ", "django-rq", "Huey", "Dramatiq", "TASKS", "worker", "beat"],
      kind: "evidence",
      why: "Heroku's router gives up on a request after 30 seconds, and mail or a slow API call easily takes longer.",
      link: `${HEROKU}/background-jobs-queueing`,
      rules: [
        "worker-process-missing",
        "tasks-immediate-backend",
        "beat-not-singleton",
        "celery-redis-tls",
        "celery-broken-metadata",
      ],
      find: queueInUse,
      missing: "No task queue was found, which is fine as long as no request takes long.",
    },
    {
      id: "workers-restarted",
      title: "A deploy restarts the workers, and no task is lost",
      keywords: ["stale code", "SIGTERM", "REMAP_SIGTERM", "celery worker"],
      kind: "automatic",
      why: "A worker that is not restarted runs old code on new tables, and one that is killed drops its task.",
      link: `${HEROKU}/dyno-shutdown-behavior`,
      unsuited: withoutWorkers,
      rules: ["celery-sigterm"],
      decide: decideRestart,
      done: "Heroku restarts all processes at a deploy.",
    },
    {
      id: "workers-not-root",
      title: "Workers do not run as root",
      keywords: ["C_FORCE_ROOT", "USER", "Dockerfile", "uid"],
      kind: "evidence",
      why: "Whoever gets a worker to run code of theirs owns the whole container if it runs as root.",
      link: "https://docs.docker.com/build/building/best-practices/#user",
      unsuited: (context) =>
        context.project.deployment.heroku ? "dynos do not run as root" : withoutQueue(context),
      find: unprivilegedWorkers,
      missing: "No Dockerfile says which user the workers run as.",
    },
    {
      id: "cache",
      title: "All processes share a cache",
      keywords: ["CACHES", "Redis", "Key-Value Store", "Memcachier", "Memcached", "SESSION_ENGINE"],
      kind: "automatic",
      why: "By default each process caches for itself, so rate limits count wrong and cached pages differ from dyno to dyno.",
      link: `${DJANGO}/topics/cache/`,
      rules: [
        "cache-no-default",
        "cache-exposed",
        "cache-file-on-heroku",
        "cache-dummy",
        "cache-per-process",
        "redis-cache-needs-driver",
        "memcached-backend-removed",
        "heroku-redis-tls",
        "redis-cert-none-spelling",
        "redis-tls-option-unconditional",
        "session-cache-volatile",
        "session-file-on-heroku",
      ],
      decide: decideCache,
      done: "The default cache is one that processes share.",
    },
    {
      id: "redis-eviction",
      title: "Redis has a memory limit and an eviction policy",
      keywords: ["maxmemory", "maxmemory-policy", "noeviction", "allkeys-lru", "Heroku Redis", "Valkey"],
      kind: "evidence",
      why: "Full and without eviction Redis refuses every write; with the wrong policy it throws away tasks that wait.",
      link: `${HEROKU}/heroku-redis`,
      unsuited: withoutRedis,
      find: evictionPolicy,
      missing: ({ project }) =>
        project.deployment.heroku
          ? "No file sets it: `heroku redis:maxmemory` does; noeviction is the default."
          : "No file sets maxmemory.",
    },
    {
      id: "rabbitmq",
      title: "RabbitMQ is set up for production",
      keywords: ["CLOUDAMQP_URL", "CloudAMQP", "AMQP", "broker", "guest"],
      kind: "evidence",
      why: "Out of the box RabbitMQ has the user guest and blocks publishers once memory or disk run low.",
      link: "https://www.rabbitmq.com/docs/production-checklist",
      unsuited: withoutRabbit,
      find: managedRabbit,
      missing: "Nothing here says who runs RabbitMQ.",
    },
  ],
};
