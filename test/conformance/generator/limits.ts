/** Constructs after which the evaluator may leave something open, with the reason. Whatever it does claim must be right. */
export const LIMITS: Readonly<Record<string, string>> = {
  "import of a package nobody knows":
    "whether a package is installed that no dependency file names is not known",
  "directory outside of the project": "which directories the machine has is not known",
};
