/** What an application object in a module of the project speaks, and which names the module has. */
import { SymbolReader } from "../django/symbols";
import { dirname } from "../paths";
import type { ModuleRef } from "../project/project";
import { perDocument } from "../syntax/document";
import type { RuleContext } from "./rule";

export type Protocol = "wsgi" | "asgi";

/** What makes applications of each kind. */
const MAKERS: Readonly<Record<Protocol, RegExp>> = {
  wsgi: /\bget_wsgi_application\b|\bWSGIHandler\b/,
  asgi: /\bget_asgi_application\b|\bProtocolTypeRouter\b|\bASGIHandler\b|\bget_default_application\b/,
};

/** What a module's text says that it makes; undefined if it makes both, or wraps one in the other. */
const protocolOfText = perDocument(({ text }): Protocol | undefined => {
  if (/WsgiToAsgi|a2wsgi|WSGIMiddleware|ASGIMiddleware|AsgiToWsgi/.test(text)) return undefined;
  const wsgi = MAKERS.wsgi.test(text);
  const asgi = MAKERS.asgi.test(text);
  return wsgi === asgi ? undefined : wsgi ? "wsgi" : "asgi";
});

/** The wsgi.py or asgi.py of the project with a name. */
export function entryPoint({ project }: RuleContext, name: string | undefined): ModuleRef | undefined {
  return [...project.wsgi, ...project.asgi].find((module) => module.name === name);
}

/** Whether a module holds a WSGI or an ASGI application; undefined if nobody knows. */
export function protocolOf(context: RuleContext, name: string | undefined): Protocol | undefined {
  const module = entryPoint(context, name);
  const document = module && context.snapshot.file(module.path);
  return document && protocolOfText(document);
}

const symbolsOf = perDocument((document) => {
  const reader = new SymbolReader({ name: "", directory: dirname(document.path) });
  const module = document.python();
  reader.read(module.body.map(({ statement }) => statement));
  return { names: new Set(reader.bindings.keys()), open: reader.open || module.errorAt !== undefined };
});

/** The names that the statements of a module bind; undefined if there may be others. */
export function namesIn({ snapshot }: RuleContext, { path }: ModuleRef): ReadonlySet<string> | undefined {
  const document = snapshot.file(path);
  if (document === undefined || document.problem !== undefined) return undefined;
  const { names, open } = symbolsOf(document);
  return open ? undefined : names;
}
