/** Rows of the checklist that the flows use, by their labels. */

/** A section with items of every kind. */
export const SECTION = "Database & backups";

/** An item that only a person can tick. */
export const MANUAL = "A restore was tried";

/** An item that the fixture does not meet, decided by a line of its settings. */
export const PROBLEM = "PostgreSQL, not SQLite";

/** The start of that line. */
export const PROBLEM_LINE = "    'default': {";

/** An item that the fixture does not meet, with one of its fixes and what that makes of the settings. */
export const FIXED = {
  item: "Static files are served",
  fix: "Add WhiteNoise after SecurityMiddleware",
  text: /SecurityMiddleware',\s+'whitenoise\.middleware\.WhiteNoiseMiddleware',/,
};
