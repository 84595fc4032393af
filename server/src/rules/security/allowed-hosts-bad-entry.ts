import { removeItemAt, stringValue } from "../../edits/python/displays";
import type { PythonEditor } from "../../edits/python/editor";
import { EditSession } from "../../edits/session";
import type { Plain } from "../../settings/plain";
import type { Expr } from "../../syntax/python/ast";
import type { PythonNode } from "../../syntax/python/find";
import type { Location } from "../../syntax/text";
import { allKnown, canMatch, isCovered, isLocalHost, knownHosts, meantHost } from "../hosts";
import { defineRule, type RuleContext, type Severity } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

export default defineRule({
  id: "allowed-hosts-bad-entry",
  group: "security",
  severity: "error",
  summary: "An entry of ALLOWED_HOSTS can never match",
  docs: {
    why:
      "Django compares each entry with the bare host name of a request. With a scheme, a port, a slash, a space or " +
      "`*.` in it an entry equals no host name, so visitors of that host get 400 (Bad Request).",
    how:
      "Write only the host name: `www.example.com`. A leading dot stands for a domain and all its subdomains: " +
      "`.example.com`.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts",
      "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpRequest.get_host",
    ],
  },
  examples: {
    bad: [
      {
        code: 'ALLOWED_HOSTS = ["https://www.example.com/"]\n',
        fixed: 'ALLOWED_HOSTS = ["www.example.com"]\n',
      },
      {
        code: "ALLOWED_HOSTS = [\n    'example.com',\n    '*.example.org',\n    'api.example.net:8000',\n]\n",
        fixed: "ALLOWED_HOSTS = [\n    'example.com',\n    '.example.org',\n    'api.example.net',\n]\n",
      },
      {
        code: 'ALLOWED_HOSTS = ["example.com", "http://example.com", "https://example.com"]\n',
        fixed: 'ALLOWED_HOSTS = ["example.com"]\n',
      },
      { code: 'ALLOWED_HOSTS = ["my_app.example.com"]\n' },
    ],
    good: [
      'ALLOWED_HOSTS = [".example.com", "WWW.example.org", "127.0.0.1", "[::1]"]\n',
      'ALLOWED_HOSTS = ["*", "https://www.example.com"]\n',
      'import os\n\nALLOWED_HOSTS = ["localhost", "localhost:8000"] + os.environ.get("HOSTS", "").split(",")\n',
      "import os\n\nALLOWED_HOSTS = [f\"{os.environ['APP']}.example.com\"]\n",
    ],
  },
  check({ settings }) {
    if (!settings.defines("ALLOWED_HOSTS")) return satisfied("the default is an empty list");
    const judgement = settings.judge(["ALLOWED_HOSTS"], (hosts) => {
      if (hosts.kind !== "list" && hosts.kind !== "tuple") return undecided(reasonOf(hosts));
      const known = knownHosts(hosts);
      if (known.some(({ value }) => value === "*")) return notApplicable("every host is accepted");
      if (allKnown(hosts) && known.every(({ value }) => isLocalHost(value)))
        return notApplicable("only local hosts are listed");
      const found = worst(hosts);
      if (found !== undefined) return { state: "violated", at: found.at, message: found.message };
      return allKnown(hosts) ? satisfied() : undecided(reasonOf(hosts));
    });
    if (judgement.state !== "violated") return judgement;
    const [severity] = settings.readings("ALLOWED_HOSTS").flatMap(({ value }) => {
      const found = worst(value);
      return found !== undefined && found.message === judgement.message ? [found.severity] : [];
    });
    return verdictOn(settings, "ALLOWED_HOSTS", judgement, "", { severity });
  },
  fixes: [
    {
      title: "Write only the host names",
      safety: "review",
      preferred: true,
      edits: writeHosts,
    },
  ],
});

interface BadEntry {
  readonly severity: Severity;
  readonly message: string;
  readonly at: Location | undefined;
}

const ORDER: readonly Severity[] = ["error", "warning", "info"];

/** The entry that does the most damage of those that match nothing. */
function worst(hosts: Plain): BadEntry | undefined {
  const entries = knownHosts(hosts);
  const good = entries.flatMap(({ value }) => (canMatch(value) ? [value] : []));
  const bad = entries.flatMap(({ value, at }): BadEntry[] => {
    if (value === "" || canMatch(value)) return [];
    const meant = meantHost(value);
    // Nobody visits production under a local name.
    if (meant !== undefined && isLocalHost(meant)) return [];
    const harmless = meant !== undefined && isCovered(meant, good);
    const severity = harmless ? "info" : allKnown(hosts) ? "error" : "warning";
    return [{ severity, at, message: messageOf(value, meant, severity) }];
  });
  return ORDER.flatMap((severity) => bad.find((each) => each.severity === severity) ?? [])[0];
}

function messageOf(entry: string, meant: string | undefined, severity: Severity): string {
  const shown = entry.length > 60 ? `${entry.slice(0, 60)}…` : entry.replace(/\s/g, " ");
  const text = `"${shown}" in ALLOWED_HOSTS matches no request: Django compares it with the bare host name`;
  if (meant === undefined) {
    const wrong = [...new Set(entry.match(/[^A-Za-z\d.:-]/g))].map((each) => `"${each}"`);
    return wrong.length > 0 ? `${text}, which cannot contain ${wrong.join(" or ")}.` : `${text}.`;
  }
  const whose = meant.startsWith(".") ? `hosts under ${meant.slice(1)}` : meant;
  switch (severity) {
    case "info":
      return `${text}. The entry has no effect.`;
    case "warning":
      return `${text}, so visitors of ${whose} get 400 (Bad Request) unless another entry matches.`;
    default:
      return `${text}, so visitors of ${whose} get 400 (Bad Request).`;
  }
}

/** Replaces each entry by the host that was meant, or removes it where that is there already. */
function writeHosts({ settings, snapshot }: RuleContext) {
  const session = new EditSession(snapshot);
  const entries = settings.readings("ALLOWED_HOSTS").flatMap(({ value }) => knownHosts(value));
  const present = entries.flatMap(({ value }) => (canMatch(value) ? [value] : []));
  const changed = new Map<Expr, Change>();
  for (const { value, at } of entries) {
    const meant = value === "" || canMatch(value) ? undefined : meantHost(value);
    if (meant === undefined || at === undefined) continue;
    const editor = session.python(at.file);
    const found = editor?.expression(at);
    if (editor === undefined || found === undefined || stringValue(found.node) !== value) return undefined;
    if (changed.has(found.node)) continue;
    const [display] = found.parents;
    const quoted = `"${meant}"`;
    changed.set(found.node, {
      editor,
      display,
      code: isCovered(meant, present) ? undefined : quoted,
      quoted,
    });
    present.push(meant);
  }
  const displays = new Set([...changed.values()].map(({ display }) => display));
  for (const [node, { editor, display, code, quoted }] of changed) {
    if (!displays.has(display)) continue;
    if (rewrite(editor, display, changed)) displays.delete(display);
    else if (code !== undefined || !removeLine(editor, display, node))
      editor.replace(node, code ?? quoted, editor.quote(node));
  }
  return session.changes();
}

interface Change {
  readonly editor: PythonEditor;
  readonly display: PythonNode | undefined;
  /** undefined: the entry goes. */
  readonly code: string | undefined;
  /** What it is where it cannot go. */
  readonly quoted: string;
}

/** Writes the items of a display on one line anew. */
function rewrite(
  editor: PythonEditor,
  display: PythonNode | undefined,
  changed: ReadonlyMap<Expr, Change>,
): boolean {
  if (display?.type !== "List") return false;
  const { items } = display;
  const between = (n: number) => editor.text.slice(items[n]!.end, items[n + 1]!.start);
  if (!items.slice(1).every((_, n) => /^ *, *$/.test(between(n)))) return false;
  const quote = editor.quote(display);
  const kept = items.flatMap((item) => {
    const change = changed.get(item);
    if (change === undefined) return [editor.source(item)];
    return change.code === undefined ? [] : [editor.styled(change.code, "", quote)];
  });
  editor.replaceText({ start: items[0]!.start, end: items.at(-1)!.end }, kept.join(", "));
  return true;
}

/** Removes an item of a list that has its line for itself. */
function removeLine(editor: PythonEditor, display: PythonNode | undefined, node: Expr): boolean {
  if (display?.type !== "List") return false;
  const index = display.items.indexOf(node);
  const next = display.items[index + 1];
  const alone = editor.startsLine(node.start) && (next === undefined || editor.startsLine(next.start));
  return alone && removeItemAt(editor, display, index);
}
