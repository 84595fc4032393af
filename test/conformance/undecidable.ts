/** What nobody can decide in the hand-written cases: everything else that is undecided is a failure. */

interface Allowance {
  /** The ids that are undecided; all of them where code may have set any name. */
  readonly ids: readonly string[] | "all";
  readonly why: string;
}

/** By case what is undecided there. */
const UNDECIDABLE: Readonly<Record<string, Allowance>> = {
  "checks/upload_temp_dir_elsewhere": {
    ids: ["files.E001"],
    why: "which directories the machine has outside of the project is not known",
  },
  "language/exec_and_eval": { ids: "all", why: "exec() may set any name" },
  "language/star_imports_builtin": {
    ids: "all",
    why: "what a star import from the standard library brings is known for modelled modules only",
  },
};

/** True for a difference that only says that a check is undecided, where it must be. */
export function isUndecidable(name: string, difference: string): boolean {
  const [id = ""] = difference.split(":");
  const { ids = [] } = UNDECIDABLE[name] ?? {};
  return (ids === "all" || ids.includes(id)) && difference.includes('ours says "undecided"');
}
