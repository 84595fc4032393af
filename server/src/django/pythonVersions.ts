/** Which Python versions get security fixes, and which of them each Django runs on. */
import { compareMinor, type Minor } from "../files/requirement";
import type { DjangoVersion, VersionRange } from "../project/project";
import { compareVersions } from "./defaults";

/** When a version got its last security fix: https://devguide.python.org/versions/ */
const END_OF_LIFE: Readonly<Record<string, string>> = {
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
 * The Python versions that each Django supports, as its package says (Requires-Python, which pip enforces, and "Programming
 * Language :: Python :: 3.12"): https://docs.djangoproject.com/en/stable/faq/install/#what-python-version-can-i-use-with-django
 */
const PYTHONS: readonly (readonly [DjangoVersion, oldest: Minor, newest: Minor])[] = [
  ["3.2", [3, 6], [3, 10]],
  ["4.0", [3, 8], [3, 10]],
  ["4.1", [3, 8], [3, 11]],
  ["4.2", [3, 8], [3, 12]],
  ["5.0", [3, 10], [3, 12]],
  ["5.1", [3, 10], [3, 13]],
  ["5.2", [3, 10], [3, 14]],
  ["6.0", [3, 12], [3, 14]],
  ["6.1", [3, 12], [3, 15]],
];

/** Heroku's default, and the newest that its buildpacks of August 2026 know: https://devcenter.heroku.com/articles/python-support */
export const USUAL_PYTHON: Minor = [3, 14];

/** When a version, "3.9", got its last security fix; undefined for one that still gets them, or that nobody knows. */
export function pythonEndOfLife(version: string): string | undefined {
  return Object.hasOwn(END_OF_LIFE, version) ? END_OF_LIFE[version] : undefined;
}

/** The Python versions that some Django of a range supports; undefined for a Django that is not in the table. */
export function pythonsOf(
  range: VersionRange,
): { readonly oldest: Minor; readonly newest: Minor } | undefined {
  const supported = PYTHONS.filter(
    ([django]) => compareVersions(range.min, django) <= 0 && compareVersions(django, range.max) <= 0,
  );
  const [first] = supported;
  const last = supported[supported.length - 1];
  return first === undefined || last === undefined ? undefined : { oldest: first[1], newest: last[2] };
}

/** The usual Python, or the newest that Django supports; undefined for a Django that is not in the table. */
export function pythonFor(range: VersionRange | undefined): Minor | undefined {
  if (range === undefined) return USUAL_PYTHON;
  const newest = pythonsOf(range)?.newest;
  return newest && (compareMinor(newest, USUAL_PYTHON) < 0 ? newest : USUAL_PYTHON);
}
