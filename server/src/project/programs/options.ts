/** The options of programs that processes start, each with a sentence for people, written down in tables. */

export interface ProgramOption {
  /** As they may be written, the long one last: "-b", "--bind". */
  readonly names: readonly string[];
  /** The long name, which stands for the option everywhere: "--bind". */
  readonly name: string;
  /** What its value is, for people: "ADDRESS"; undefined for an option without a value. */
  readonly value: string | undefined;
  /** The values that the program offers, where these are few. */
  readonly choices: readonly string[];
  /** True if it may be given more than once and every value counts. */
  readonly repeated: boolean;
  /** What holds where it is not given; undefined if nothing does. */
  readonly byDefault: string | undefined;
  /** The name in the program's configuration file: "bind". */
  readonly setting: string;
  /** One sentence. */
  readonly description: string;
}

/** How a program reads its command line, beside its options. */
export interface ProgramTable {
  readonly options: readonly ProgramOption[];
  /** Every name of an option. */
  readonly byName: ReadonlyMap<string, ProgramOption>;
  /** True if the start of a long name will do, as for argparse and getopt. */
  readonly abbreviates: boolean;
}

/**
 * Reads a table: a line for each option, `names; value; default; sentence`. `@name` among the names is the one in the
 * configuration file, where that is not the long name; a value with commas lists the choices; `*` behind it says that every
 * value counts.
 */
export function optionTable(
  text: string,
  { abbreviates }: { readonly abbreviates: boolean },
): () => ProgramTable {
  let table: ProgramTable | undefined;
  return () => {
    table ??= readTable(text, abbreviates);
    return table;
  };
}

function readTable(text: string, abbreviates: boolean): ProgramTable {
  const options = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(readOption);
  const byName = new Map(options.flatMap((option) => option.names.map((name) => [name, option] as const)));
  return { options, byName, abbreviates };
}

function readOption(line: string): ProgramOption {
  const [written = "", value = "", byDefault = "", ...sentence] = line.split("; ").map((part) => part.trim());
  const words = written.split(" ");
  const names = words.filter((word) => !word.startsWith("@"));
  const name = names.find((each) => each.startsWith("--")) ?? names[0]!;
  const setting = words.find((word) => word.startsWith("@"))?.slice(1);
  const kind = value.replace(/\*$/, "");
  return {
    names,
    name,
    value: kind === "" ? undefined : kind.includes(",") ? "VALUE" : kind,
    choices: kind.includes(",") ? kind.split(",") : [],
    repeated: value.endsWith("*"),
    byDefault: byDefault === "" ? undefined : byDefault,
    setting: setting ?? name.replace(/^--/, "").replaceAll("-", "_"),
    description: sentence.join("; "),
  };
}
