/** ADMINS and MANAGERS: who gets mail from Django itself. */
import { entry, type Plain, type Tri } from "../settings/plain";

const ADMIN_HANDLER = "django.utils.log.AdminEmailHandler";

/** Whether a logger of LOGGING has a handler that mails its records to ADMINS. */
export function mailsAdmins(logging: Plain): Tri {
  const names = adminHandlers(logging);
  if (names === undefined) return undefined;
  if (names.length === 0) return false;
  const loggers = entry(logging, "loggers");
  const root = entry(logging, "root");
  const all = loggers?.kind === "dict" ? loggers.entries.map(([, logger]) => logger) : [];
  const lists = [...all, ...(root ? [root] : [])].map((logger) => entry(logger, "handlers"));
  const used = (list: Plain | null | undefined) =>
    list !== null &&
    list !== undefined &&
    "items" in list &&
    list.items.some((item) => item.kind === "str" && names.includes(item.value));
  if (lists.some(used)) return true;
  return undefined;
}

/** The names of the handlers that mail ADMINS. */
function adminHandlers(logging: Plain): readonly string[] | undefined {
  const handlers = entry(logging, "handlers");
  if (handlers === null) return [];
  if (handlers?.kind !== "dict" || handlers.open !== undefined) return undefined;
  return handlers.entries.flatMap(([name, handler]) => {
    const type = entry(handler, "class");
    return name.kind === "str" && type?.kind === "str" && type.value === ADMIN_HANDLER ? [name.value] : [];
  });
}
