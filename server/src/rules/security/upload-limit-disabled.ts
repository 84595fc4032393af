import type { Plain } from "../../settings/plain";
import { defineRule, type Severity, type Verdict } from "../rule";
import { restoreDefault } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isBelow } from "../versions";

const MEGABYTE = 1024n * 1024n;

/** More than this in memory for one request is a sizeable part of a small dyno's 512 MB. */
const MUCH = 50n * MEGABYTE;
const A_DYNO = 512n * MEGABYTE;

/** The settings, Django's defaults, and what None lets a request do. */
const LIMITS: Readonly<Record<string, { readonly byDefault: string; readonly without: string }>> = {
  DATA_UPLOAD_MAX_MEMORY_SIZE: {
    byDefault: "2621440",
    without: "Without a limit one request can fill a dyno's memory: Django reads a body of any size into it.",
  },
  DATA_UPLOAD_MAX_NUMBER_FIELDS: {
    byDefault: "1000",
    without:
      "Without a limit one request with very many fields keeps a worker busy for as long as it takes to read them.",
  },
  DATA_UPLOAD_MAX_NUMBER_FILES: {
    byDefault: "100",
    without:
      "Without a limit one request with very many small files uses up all memory and file handles of a worker.",
  },
};

const FILES = "FILE_UPLOAD_MAX_MEMORY_SIZE";

export default defineRule({
  id: "upload-limit-disabled",
  group: "security",
  severity: "warning",
  summary: "A limit on what one request may send is off or too high",
  docs: {
    why:
      "Django refuses requests with more data, fields or files than it is told to, because anybody can send them. A " +
      "standard dyno has 512 MB: a few requests that are read into memory as a whole end in swapping (R14) and then a " +
      "restart (R15), for all visitors.",
    how:
      "Delete the line, or set a limit that your largest form needs. Files do not count for " +
      "DATA_UPLOAD_MAX_MEMORY_SIZE; large uploads are best sent to a bucket directly.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#data-upload-max-memory-size",
      "https://docs.djangoproject.com/en/stable/topics/security/#user-uploaded-content",
      "https://devcenter.heroku.com/articles/s3#direct-upload",
    ],
  },
  examples: {
    bad: [
      { code: "DEBUG = False\nDATA_UPLOAD_MAX_MEMORY_SIZE = None\n", fixed: "DEBUG = False\n" },
      { code: "DEBUG = False\nDATA_UPLOAD_MAX_NUMBER_FILES = None\n", fixed: "DEBUG = False\n" },
      { code: "FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024 * 200\nDEBUG = False\n", fixed: "DEBUG = False\n" },
      {
        code: "DATA_UPLOAD_MAX_NUMBER_FIELDS = None  # big admin pages\nDEBUG = False\n",
        fixed: "DEBUG = False\n",
      },
    ],
    good: [
      "DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024\nDATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000\n",
      'import os\n\nDATA_UPLOAD_MAX_MEMORY_SIZE = int(os.environ["MAX_BODY"])\n',
      {
        "requirements.txt": "Django==4.1.13\ngunicorn\n",
        "mysite/settings.py": "DATA_UPLOAD_MAX_NUMBER_FILES = None\n",
      },
    ],
  },
  check({ settings, project }) {
    const names = [...Object.keys(LIMITS), FILES].filter((name) => settings.defines(name));
    if (names.length === 0) return satisfied("Django's limits are in place");
    return names.map((name): Verdict => {
      if (name === "DATA_UPLOAD_MAX_NUMBER_FILES" && isBelow(project, "4.2"))
        return undecided("only some releases of this version of Django have this limit");
      const judgement = settings.judge([name], (value) => {
        const problem = problemOf(name, value);
        if (problem === undefined)
          return value.kind === "unknown" || value.kind === "env" ? undecided(reasonOf(value)) : satisfied();
        return { state: "violated", message: problem.message };
      });
      const severity = problemOf(name, settings.value(name))?.severity;
      return verdictOn(settings, name, judgement, "", severity === undefined ? {} : { severity });
    });
  },
  fixes: [
    {
      title: "Use Django's default limit",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const { settings } = context;
        const name = [...Object.keys(LIMITS), FILES].find((each) => {
          const place = settings.defines(each) ? settings.location(each) : undefined;
          return place?.file === at.file && place.start === at.start;
        });
        if (name === undefined) return undefined;
        return restoreDefault(context, name, LIMITS[name]?.byDefault ?? "2621440");
      },
    },
  ],
});

interface Problem {
  readonly message: string;
  readonly severity: Severity;
}

function problemOf(name: string, value: Plain): Problem | undefined {
  if (value.kind === "none") {
    if (name === FILES) {
      const message = `${name} is None, which Django compares with a number: every form that sends files fails with error 500.`;
      return { message, severity: "error" };
    }
    const severity = name === "DATA_UPLOAD_MAX_NUMBER_FIELDS" ? "info" : "warning";
    return { message: `${name} is None. ${LIMITS[name]!.without}`, severity };
  }
  if (!name.endsWith("_MEMORY_SIZE") || value.kind !== "int" || value.value <= MUCH) return undefined;
  const what = name === FILES ? "each uploaded file" : "each request's body, without files,";
  const message = `With this ${name} Django keeps up to ${value.value / MEGABYTE} MB of ${what} in memory: a few such requests at once fill a dyno's memory.`;
  return { message, severity: value.value >= A_DYNO ? "warning" : "info" };
}
