/** A PostgreSQL server of the machine's own packages, with a cluster of its own that is gone afterwards. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { execute, temporaryDirectory } from "./django";
import { freePort } from "./server";

export interface Postgres {
  /** Creates an empty database and gives its DATABASE_URL. */
  createDatabase(name: string): Promise<string>;
  /** The rows of a query, each in psql's unaligned form. */
  query(url: string, sql: string): Promise<string[]>;
  stop(): Promise<void>;
}

const USER = "preflight";

/** The newest version that is installed. Debian keeps these programs out of PATH. */
const bin = existsSync("/usr/lib/postgresql")
  ? readdirSync("/usr/lib/postgresql")
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => `/usr/lib/postgresql/${version}/bin`)
      .find((directory) => existsSync(`${directory}/initdb`) && existsSync(`${directory}/createdb`))
  : undefined;

/** What this machine lacks. */
export const postgresNeeds = bin === undefined ? "PostgreSQL" : undefined;

/** The server refuses to run as root; its packages come with a user for it. */
function owner(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (option: string) => Number(execFileSync("id", [option, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

export async function startPostgres(): Promise<Postgres> {
  if (bin === undefined) throw new Error("there is no PostgreSQL on this machine");
  const directory = temporaryDirectory();
  const { uid, gid } = owner();
  if (uid !== undefined && gid !== undefined) {
    chownSync(directory, uid, gid);
    chmodSync(directory, 0o700);
  }
  const data = path.join(directory, "data");
  const locale = ["--encoding", "UTF8", "--locale", "C"];
  const initdb = ["--pgdata", data, "--username", USER, "--auth", "trust", "--no-sync", ...locale];
  const options = { cwd: directory, env: {}, uid, gid };
  execFileSync(path.join(bin, "initdb"), initdb, { ...options, stdio: "pipe" });

  const port = await freePort();
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"];
  const args = ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  const server = spawn(path.join(bin, "postgres"), args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  server.stdout.on("data", (chunk) => (printed += chunk));
  server.stderr.on("data", (chunk) => (printed += chunk));
  // A test run that is stopped by force must not leave a server behind.
  const kill = () => server.kill("SIGQUIT");
  process.once("exit", kill);

  const urlOf = (database: string) => `postgres://${USER}@127.0.0.1:${port}/${database}`;
  const client = async (program: string, ...rest: string[]) => {
    const { code, stdout, stderr } = await execute(path.join(bin, program), rest, "/", {});
    if (code !== 0) throw new Error(`${program} failed: ${stderr}\n${printed}`);
    return stdout;
  };
  try {
    await untilReady(server, bin, port, () => printed);
  } catch (error) {
    kill();
    throw error;
  }
  return {
    async createDatabase(name) {
      await client("createdb", "--maintenance-db", urlOf("postgres"), name);
      return urlOf(name);
    },
    async query(url, sql) {
      return (await client("psql", "-X", "-A", "-t", "-d", url, "-c", sql)).split("\n").filter(Boolean);
    },
    async stop() {
      process.removeListener("exit", kill);
      if (server.exitCode !== null || server.signalCode !== null) return;
      const closed = new Promise((resolve) => server.on("close", resolve));
      // The fast way to shut down: connections that are left are closed.
      server.kill("SIGINT");
      await closed;
    },
  };
}

async function untilReady(server: ChildProcess, bin: string, port: number, printed: () => string) {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL stopped:\n${printed()}`);
    const args = ["-h", "127.0.0.1", "-p", String(port), "-U", USER];
    const { code } = await execute(path.join(bin, "pg_isready"), args, "/", {});
    if (code === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`PostgreSQL does not answer:\n${printed()}`);
}
