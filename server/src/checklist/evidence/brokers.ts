/** Evidence of Redis and RabbitMQ, and of how they are set up. */
import { dependencyState } from "../../files/dependencies";
import { composeFiles } from "../../project/containers";
import { addonsOf } from "../../rules/addons";
import { findReading } from "../../rules/variables";
import type { PlainEnv } from "../../settings/plain";
import type { ChecklistContext, Evidence } from "../item";
import { documented, isHerokuCommand, operations } from "./operations";

/** Packages that talk to Redis; others install one of them. */
const REDIS_CLIENTS = ["redis", "valkey", "django-redis", "django-valkey", "channels-redis", "aioredis"];

/** Why the item on Redis is not for the project. */
export function withoutRedis(context: ChecklistContext): string | undefined {
  const { project, settings } = context;
  const absent = REDIS_CLIENTS.every(
    (name) => dependencyState(project.deployment.dependencies, name) === "absent",
  );
  const named =
    settings.variables.some((name) => /REDIS|VALKEY/.test(name)) ||
    addonsOf(project).some(({ plan }) => /redis|valkey/.test(plan)) ||
    runsImage(context, /redis|valkey/);
  return absent && !named ? "nothing here uses Redis" : undefined;
}

/** That a memory limit or an eviction policy is set. */
export function evictionPolicy(context: ChecklistContext): Evidence | undefined {
  const found = operations(context).find(
    ({ command }) =>
      isHerokuCommand(command, "redis:maxmemory") ||
      (/^(?:redis|valkey)-server$/.test(command.program ?? "") &&
        command.args.some(({ text }) => /^--maxmemory(?:-policy)?$/.test(text))),
  );
  if (found !== undefined) return { detail: `${found.at.file} sets maxmemory.`, at: found.at };
  const told = documented(context, /\bredis:maxmemory\b/);
  return told && { detail: `${told.file} tells to set maxmemory.`, at: told };
}

/** Packages that may talk to RabbitMQ. */
const AMQP_CLIENTS = ["celery", "kombu", "dramatiq", "pika", "aio-pika", "amqp", "taskiq"];
const BROKERS = ["CELERY_BROKER_URL", "BROKER_URL"];

/** Why the item on RabbitMQ is not for the project. */
export function withoutRabbit(context: ChecklistContext): string | undefined {
  const { project, settings } = context;
  const { dependencies } = project.deployment;
  if (
    settings.variables.some((name) => /AMQP|RABBIT/.test(name)) ||
    addonsOf(project).some(({ plan }) => /amqp|rabbit/.test(plan)) ||
    runsImage(context, /rabbitmq/)
  )
    return undefined;
  if (AMQP_CLIENTS.every((name) => dependencyState(dependencies, name) === "absent"))
    return "nothing here uses RabbitMQ";
  const name = BROKERS.find((each) => settings.defines(each));
  if (name === undefined) return undefined;
  const broker = settings.value(name);
  const other =
    broker.kind === "str"
      ? /^(?:redis|rediss|valkey|sqs|memory|filesystem|db|django|sqla)\b/.test(broker.value)
      : broker.kind === "env" && /REDIS|VALKEY|SQS/.test(broker.name);
  return other ? "Celery's broker is not RabbitMQ" : undefined;
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
