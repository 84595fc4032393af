/** What the command line of a Python web server says: which application, where it listens, from which directory. */
import type { ShellCommand, ShellScript, ShellWord } from "../syntax/shell";
import type { Range } from "../syntax/text";

/** The value of an option. */
export interface OptionValue {
  readonly option: string;
  readonly text: string;
  /** True if the value depends on variables. */
  readonly dynamic: boolean;
  /** Of the value alone; of the whole word where quotes stand inside it. */
  readonly range: Range;
  /** The words that make the option, from its name to its value. */
  readonly words: readonly ShellWord[];
}

export interface ServerCommand {
  readonly server: ServerName;
  readonly command: ShellCommand;
  readonly options: readonly OptionValue[];
  /** Options without a value. */
  readonly flags: readonly string[];
  /** Words that belong to no option: the application is the first. */
  readonly positional: readonly ShellWord[];
  /** False if an option is not known, so that a positional word may be its value. */
  readonly understood: boolean;
}

export type ServerName =
  | "gunicorn"
  | "uvicorn"
  | "daphne"
  | "hypercorn"
  | "granian"
  | "waitress-serve"
  | "uwsgi";

interface Grammar {
  readonly flags: ReadonlySet<string>;
  readonly valued: ReadonlySet<string>;
  /** Options whose value is an address with a port. */
  readonly addresses: readonly string[];
  /** Options whose value is a port. */
  readonly ports: readonly string[];
  /** Options whose value is a directory that the application is imported from. */
  readonly directories: readonly string[];
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ""));

const GRAMMARS: Readonly<Record<ServerName, Grammar>> = {
  gunicorn: {
    flags:
      words(`--reload --spew --check-config --print-config --preload --preload-app --no-sendfile --reuse-port -D
      --daemon --initgroups --capture-output --log-syslog -R --enable-stdio-inheritance --proxy-protocol
      --suppress-ragged-eofs --do-handshake-on-connect --permit-obsolete-folding --strip-header-spaces
      --permit-unconventional-http-method --permit-unconventional-http-version --casefold-http-method
      --disable-redirect-access-to-syslog --no-control-socket -h --help -v --version`),
    valued:
      words(`-c --config -b --bind --backlog -w --workers -k --worker-class --threads --worker-connections
      --max-requests --max-requests-jitter -t --timeout --graceful-timeout --keep-alive --limit-request-line
      --limit-request-fields --limit-request-field_size --reload-engine --reload-extra-file --chdir -e --env -p --pid
      --worker-tmp-dir -u --user -g --group -m --umask --forwarded-allow-ips --access-logfile --access-logformat
      --error-logfile --log-file --log-level --logger-class --log-config --log-config-json --log-syslog-to
      --log-syslog-prefix --log-syslog-facility --statsd-host --statsd-prefix --dogstatsd-tags -n --name --pythonpath
      --paste --paster --proxy-allow-from --keyfile --certfile --ssl-version --cert-reqs --ca-certs --ciphers
      --header-map --forwarder-headers --root-path --http-protocols --asgi-loop --asgi-lifespan --control-socket`),
    addresses: ["-b", "--bind"],
    ports: [],
    directories: ["--chdir", "--pythonpath"],
  },
  uvicorn: {
    flags:
      words(`--reload --proxy-headers --no-proxy-headers --access-log --no-access-log --use-colors --no-use-colors
      --server-header --no-server-header --date-header --no-date-header --factory --version --help`),
    valued:
      words(`--host --port --uds --fd --reload-dir --reload-include --reload-exclude --reload-delay --workers
      --loop --http --ws --ws-max-size --ws-max-queue --ws-ping-interval --ws-ping-timeout --ws-per-message-deflate
      --lifespan --interface --env-file --log-config --log-level --root-path --forwarded-allow-ips
      --limit-concurrency --backlog --limit-max-requests --timeout-keep-alive --timeout-graceful-shutdown
      --timeout-worker-healthcheck --ssl-keyfile --ssl-certfile --ssl-keyfile-password --ssl-version --ssl-cert-reqs
      --ssl-ca-certs --ssl-ciphers --header --app-dir --h11-max-incomplete-event-size`),
    addresses: [],
    ports: ["--port"],
    directories: ["--app-dir"],
  },
  daphne: {
    flags: words("--proxy-headers --no-server-name -h --help"),
    valued:
      words(`-p --port -b --bind --websocket_timeout --websocket_connect_timeout -u --unix-socket --fd -e
      --endpoint -v --verbosity -t --http-timeout --access-log --log-fmt --root-path -s --server-name
      --application-close-timeout --ping-interval --ping-timeout --proxy-headers-host --proxy-headers-port
      --request-buffer-size`),
    addresses: [],
    ports: ["-p", "--port"],
    directories: [],
  },
  hypercorn: {
    flags: words("--debug --reload -h --help --version"),
    valued:
      words(`-b --bind -c --config -k --worker-class -w --workers --access-log --access-logfile --access-logformat
      --backlog --ca-certs --certfile --keyfile --cert-reqs --ciphers --error-log --error-logfile --log-file
      --graceful-timeout --read-timeout --max-requests --max-requests-jitter -g --group -m --umask --insecure-bind
      --keep-alive --keyfile-password --log-config --log-level -p --pid --quic-bind --root-path --server-name
      --statsd-host --statsd-prefix -u --user --verify-mode --websocket-ping-interval`),
    addresses: ["-b", "--bind"],
    ports: [],
    directories: [],
  },
  granian: {
    flags: words(
      "--access-log --no-access-log --log --no-log --reload --factory --no-ws --ws --respawn-failed-workers",
    ),
    valued: words(`--interface --host --port --uds --workers --threads --blocking-threads --runtime-threads
      --runtime-mode --loop --http --log-level --log-config --backlog --backpressure --working-dir --env-files
      --process-name --url-path-prefix --static-path-mount --static-path-route --pid-file`),
    addresses: [],
    ports: ["--port"],
    directories: ["--working-dir"],
  },
  "waitress-serve": {
    flags: words("--call --expose-tracebacks --no-expose-tracebacks --help"),
    valued: words("--host --port --listen --threads --url-scheme --url-prefix --app"),
    addresses: ["--listen"],
    ports: ["--port"],
    directories: [],
  },
  uwsgi: {
    flags: words("--master -M --die-on-term --enable-threads --vacuum --need-app"),
    valued: words(
      "--http --http-socket --ini --module -w --wsgi-file --chdir --pythonpath --processes -p --threads --env",
    ),
    addresses: ["--http", "--http-socket"],
    ports: [],
    directories: ["--chdir", "--pythonpath"],
  },
};

/** The web servers that a script starts, in order. */
export function serverCommands({ commands }: ShellScript): readonly ServerCommand[] {
  return commands.flatMap((command) => {
    const { program } = command;
    return program !== undefined && Object.hasOwn(GRAMMARS, program)
      ? [readServer(program as ServerName, command)]
      : [];
  });
}

/** The values of an address or port option, in order. */
export function listenOptions({
  server,
  options,
}: ServerCommand): readonly (OptionValue & { readonly address: boolean })[] {
  const { addresses, ports } = GRAMMARS[server];
  return options.flatMap((value) => {
    const address = addresses.includes(value.option);
    return address || ports.includes(value.option) ? [{ ...value, address }] : [];
  });
}

/** The values of the options that say where the application is imported from. */
export function directoryOptions({ server, options }: ServerCommand): readonly OptionValue[] {
  return options.filter(({ option }) => GRAMMARS[server].directories.includes(option));
}

/** `mysite.wsgi:application`. */
export interface Application {
  readonly word: ShellWord;
  /** Of the module alone; of the whole word where quotes stand inside it. */
  readonly moduleRange: Range;
  readonly module: string;
  readonly attribute: string | undefined;
}

/** The application that a server is told to run; undefined if there is none or it cannot be told apart. */
export function applicationOf(server: ServerCommand): Application | undefined {
  const option =
    server.server === "uwsgi" ? ["--module", "-w"] : server.server === "waitress-serve" ? ["--app"] : [];
  const named = server.options.find((value) => option.includes(value.option));
  const word = named?.words[named.words.length - 1] ?? (server.understood ? server.positional[0] : undefined);
  const text = named?.text ?? word?.text;
  if (word === undefined || text === undefined || word.dynamic) return undefined;
  const match = /^([^\W\d]\w*(?:\.[^\W\d]\w*)*)(?::(.+))?$/u.exec(text);
  if (match === null) return undefined;
  const start = named?.range.start ?? word.start + word.raw.indexOf(text);
  const exact = word.raw.includes(text) && word.raw.length === word.end - word.start;
  return {
    word,
    module: match[1]!,
    attribute: match[2],
    moduleRange: exact ? { start, end: start + match[1]!.length } : { start: word.start, end: word.end },
  };
}

function readServer(server: ServerName, command: ShellCommand): ServerCommand {
  const grammar = GRAMMARS[server];
  const options: OptionValue[] = [];
  const flags: string[] = [];
  const positional: ShellWord[] = [];
  let understood = true;
  const { args } = command;
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    const long = /^(--[\w-]+)(?:=(.*))?$/s.exec(word.text);
    const short = long === null ? /^(-\w)(?:=?(.+))?$/s.exec(word.text) : null;
    const name = long?.[1] ?? short?.[1];
    const attached = long?.[2] ?? short?.[2];
    if (name === undefined) {
      if (word.text.startsWith("-")) understood = false;
      positional.push(word);
    } else if (grammar.valued.has(name) || (long !== null && attached !== undefined)) {
      const next = args[i + 1];
      if (attached !== undefined) {
        options.push({
          option: name,
          text: attached,
          dynamic: word.dynamic,
          range: valueRange(word, attached),
          words: [word],
        });
      } else if (next !== undefined) {
        options.push({
          option: name,
          text: next.text,
          dynamic: next.dynamic,
          range: { start: next.start, end: next.end },
          words: [word, next],
        });
        i++;
      }
    } else {
      if (!grammar.flags.has(name)) understood = false;
      flags.push(name);
    }
  }
  return { server, command, options, flags, positional, understood };
}

/** Where the value of `--name=value` is. */
function valueRange(word: ShellWord, value: string): Range {
  const exact = word.raw.endsWith(value) && word.raw.length === word.end - word.start;
  return { start: exact ? word.end - value.length : word.start, end: word.end };
}
