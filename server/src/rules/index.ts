// Made by `npm run generate` from the files of this directory. Do not edit.
import type { Rule } from "./rule";

export const rules: readonly Rule[] = [
];
