/** Which Python versions get security fixes, and which of them each Django runs on. */
import type { DjangoVersion, VersionRange } from "../project/project";
import { compareVersions } from "./defaults";

/** A minor version of Python: "3.13". */
export type PythonMinor = `${number}.${number}`;

/** When the last security fix of a version came or comes: https://devguide.python.org/versions/ */
const END_OF_LIFE: Readonly<Record<PythonMinor, string>> = {
  "2.7": "January 2020",
  "3.4": "March 2019",
  "3.5": "September 2020",
  "3.6": "December 2021",
  "3.7": "June 2023",
  "3.8": "October 2024",
  "3.9": "October 2025",
  "3.10": "October 2026",
};

/**
 * The oldest and the newest Python of each Django: its `Requires-Python`, which pip enforces, and the newest of its
 * classifiers, which nothing does.
 */
const PYTHONS: readonly (readonly [django: DjangoVersion, oldest: PythonMinor, newest: PythonMinor])[] = [
  ["3.2", "3.6", "3.10"],
  ["4.0", "3.8", "3.10"],
  ["4.1", "3.8", "3.11"],
  ["4.2", "3.8", "3.12"],
  ["5.0", "3.10", "3.12"],
  ["5.1", "3.10", "3.13"],
  ["5.2", "3.10", "3.14"],
  ["6.0", "3.12", "3.14"],
  ["6.1", "3.12", "3.15"],
];

/** Heroku's default, which libraries have had a year to support. */
const USUAL: PythonMinor = "3.14";

/** When a Python version got its last security fix; undefined for one that still gets them, or that nobody knows. */
export function pythonEndOfLife(version: PythonMinor): string | undefined {
  if (Object.hasOwn(END_OF_LIFE, version)) return END_OF_LIFE[version];
  return compareVersions(version, "3.4") < 0 ? "2020 at the latest" : undefined;
}

/** The Pythons that Django runs on; undefined for a Django that is not in the table. */
export function pythonsOf(
  django: DjangoVersion,
): { readonly oldest: PythonMinor; readonly newest: PythonMinor } | undefined {
  const found = PYTHONS.find(([version]) => version === django);
  return found && { oldest: found[1], newest: found[2] };
}

/** The Python to move to: the usual one, or the newest that every Django of the range supports. */
export function pythonFor(range: VersionRange | undefined): PythonMinor | undefined {
  if (range === undefined) return USUAL;
  const newest = pythonsOf(range.min)?.newest;
  const oldest = pythonsOf(range.max)?.oldest;
  if (newest === undefined || oldest === undefined) return undefined;
  const wanted = compareVersions(newest, USUAL) < 0 ? newest : USUAL;
  const fits = compareVersions(wanted, oldest) >= 0 && pythonEndOfLife(wanted) === undefined;
  return fits ? wanted : undefined;
}
