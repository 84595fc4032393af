/** Evidence of Redis and RabbitMQ, and of how they are set up. */
import { composeFiles } from "../../project/containers";
import { addonsOf } from "../../rules/addons";
import { findReading } from "../../rules/variables";
import type { Plain, PlainEnv, PlainStr } from "../../settings/plain";
import type { ChecklistContext, Evidence } from "../item";
import { installedPackage } from "./basics";
import { documented, isHerokuCommand, operations } from "./operations";

/** Packages that talk to Redis, or install one that does. */
const REDIS_CLIENTS = [
  "redis",
  "valkey",
  "django-redis",
  "django-valkey",
  "channels-redis",
  "aioredis",
  "rq",
  "django-rq",
];

/** Why the item on Redis is not for the project. */
export function withoutRedis(context: ChecklistContext): string | undefined {
  return namesRedis(context) ? undefined : "nothing here names Redis";
}

function namesRedis(context: ChecklistContext): boolean {
  const { project, settings } = context;
  return (
    installedPackage(context, REDIS_CLIENTS) !== undefined ||
    project.deployment.dependencies.packages.some(({ extras }) => extras.includes("redis")) ||
    settings.variables.some((name) => /REDIS|VALKEY/.test(name)) ||
    addonsOf(project).some(({ plan }) => /redis|valkey/.test(plan)) ||
    runsImage(context, /redis|valkey/)
  );
}

const toldMaxmemory = documented(/\bredis:maxmemory\b/);

/** That a memory limit or an eviction policy is set. */
export function evictionPolicy(context: ChecklistContext): Evidence | undefined {
  const found = operations(context).find(
    ({ command }) =>
      isHerokuCommand(command, "redis:maxmemory") ||
      (/^(?:redis|valkey)-server$/.test(command.program ?? "") &&
        command.args.some(({ text }) => /^--maxmemory(?:-policy)?$/.test(text))),
  );
  if (found !== undefined) return { detail: `${found.at.file} sets maxmemory.`, at: found.at };
  const told = toldMaxmemory(context);
  return told && { detail: `${told.file} tells to set maxmemory.`, at: told };
}

/** Clients of RabbitMQ; Celery and Dramatiq take it where nothing names another broker. */
const AMQP_CLIENTS = ["pika", "aio-pika"];
const BY_DEFAULT = ["celery", "dramatiq"];
const BROKERS = ["CELERY_BROKER_URL", "BROKER_URL"];

/** Why the item on RabbitMQ is not for the project. */
export function withoutRabbit(context: ChecklistContext): string | undefined {
  const { project, settings } = context;
  const named =
    installedPackage(context, AMQP_CLIENTS) !== undefined ||
    settings.variables.some((name) => /AMQP|RABBIT/.test(name)) ||
    addonsOf(project).some(({ plan }) => /amqp|rabbit/.test(plan)) ||
    runsImage(context, /rabbitmq/) ||
    BROKERS.some((name) => settings.defines(name) && findReading(settings, name, isAmqp) !== undefined);
  if (named) return undefined;
  return installedPackage(context, BY_DEFAULT) !== undefined && !namesRedis(context)
    ? undefined
    : "nothing here names RabbitMQ";
}

function isAmqp(broker: Plain): broker is PlainStr {
  return broker.kind === "str" && /^(?:py)?amqps?:/.test(broker.value);
}

/** That a service runs RabbitMQ. */
export function managedRabbit({ project, settings }: ChecklistContext): Evidence | undefined {
  const addon = addonsOf(project).find(({ plan }) => /^(?:cloudamqp|rabbitmq)/.test(plan));
  if (addon !== undefined) return { detail: `${addon.at.file} asks for ${addon.plan}.`, at: addon.at };
  for (const name of BROKERS) {
    const broker = findReading(
      settings,
      name,
      (value): value is PlainEnv => value.kind === "env" && /CLOUDAMQP|RABBITMQ_BIGWIG/.test(value.name),
    );
    if (broker === undefined) continue;
    const at = broker.at ?? settings.location(name);
    return { detail: `${at.file} reads the broker from ${broker.name}.`, at };
  }
  return undefined;
}

function runsImage({ recall, project }: ChecklistContext, image: RegExp): boolean {
  const images = recall("compose images", (snapshot) =>
    composeFiles(snapshot, project.deployment).flatMap(({ services }) =>
      services.flatMap((service) => service.image?.value ?? []),
    ),
  );
  return images.some((name) => image.test(name));
}
