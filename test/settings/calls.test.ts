/** Calls that rules ask for: the options of `sentry_sdk.init`. */
import { expect, it } from "vitest";
import { CALL } from "../../server/src/settings/settings";
import { values } from "../support/evaluation";

const calls = (code: string) => values({ code }, `${CALL}sentry_sdk.init`);

it("keeps the options of the last call, and None where there is none", () => {
  expect(calls("import sentry_sdk\n")).toEqual(["None"]);
  expect(calls("import sentry_sdk\nsentry_sdk.init(debug=True, release='1')\n")).toEqual([
    "{'debug': True, 'release': '1'}",
  ]);
  const twice = "from sentry_sdk import init as start\nstart(release='a')\nstart(release='b')\n";
  expect(calls(twice)).toEqual(["{'release': 'b'}"]);
});

it("follows conditions, functions and dicts of options", () => {
  const code = [
    "import os, sentry_sdk",
    "OPTIONS = {'traces_sample_rate': 1.0}",
    "def start(release):",
    "    sentry_sdk.init(release=release, **OPTIONS)",
    "if 'SENTRY_DSN' in os.environ:",
    "    start('1')",
    "",
  ].join("\n");
  expect(calls(code)).toEqual([
    "{'release': '1', 'traces_sample_rate': 1.0} if SENTRY_DSN is set",
    "None if SENTRY_DSN is not set",
  ]);
});

it("knows nothing of options that nobody knows, nor of calls where any code may run", () => {
  const code = "import sentry_sdk, options\nsentry_sdk.init(debug=True, **options.get())\n";
  expect(calls(code)).toEqual(["{'debug': True, …}"]);
  const [call] = calls("from secrets_of_ours import *\n");
  expect(call).not.toBe("None");
});
