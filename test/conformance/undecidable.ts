/** What nobody can decide in the hand-written cases: everything else that is undecided is a failure. */

/** By case the ids that are undecided there, and why. */
const UNDECIDABLE: Readonly<Record<string, { readonly ids: readonly string[]; readonly why: string }>> = {
  "checks/upload_temp_dir_elsewhere": {
    ids: ["files.E001"],
    why: "which directories the machine has outside of the project is not known",
  },
};

/** True for a difference that only says that a check is undecided, where it must be. */
export function isUndecidable(name: string, difference: string): boolean {
  const [id = ""] = difference.split(":");
  return (UNDECIDABLE[name]?.ids.includes(id) ?? false) && difference.includes('ours says "undecided"');
}
