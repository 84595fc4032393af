/** What the rules on Django REST framework share. */
import type { FileChange } from "../edits/edit";
import { dictValue, insertItem } from "../edits/python/displays";
import { addSetting } from "../edits/python/settings";
import { EditSession } from "../edits/session";
import { contains, entry, type Plain, truthy } from "../settings/plain";
import { type Answer, type Judgement, OVERRIDDEN } from "../settings/settings";
import type { RuleContext } from "./rule";
import { assignedValue } from "./settingEdits";
import { notApplicable, reasonOf, undecided } from "./verdicts";

export const API = "REST_FRAMEWORK";

/**
 * `settings.judge` for keys of REST_FRAMEWORK where Django REST framework is installed: the key's value, or null where it
 * is not set.
 */
export function judgeApi(
  { settings }: RuleContext,
  keys: readonly string[],
  question: (...values: (Plain | null)[]) => Answer,
): Judgement {
  return settings.judge(["INSTALLED_APPS", OVERRIDDEN + API, API], (apps, isSet, api) => {
    const installed = contains(apps!, "rest_framework");
    if (installed === undefined) return undecided(`INSTALLED_APPS is not fully known: ${reasonOf(apps!)}`);
    if (!installed) return notApplicable("rest_framework is not in INSTALLED_APPS");
    const given = truthy(isSet!);
    if (given === undefined) return undecided(reasonOf(isSet!));
    const values: (Plain | null)[] = [];
    for (const key of keys) {
      const value = given ? entry(api!, key) : null;
      if (value === undefined) return undecided(`${API} is not fully known: ${reasonOf(api!)}`);
      values.push(value);
    }
    return question(...values);
  });
}

/** Sets keys of REST_FRAMEWORK, given as code, where the dict is written; undefined where it is made in another way. */
export function setApiKeys(
  context: RuleContext,
  values: Readonly<Record<string, string>>,
): readonly FileChange[] | undefined {
  const { project, settings, snapshot } = context;
  const session = new EditSession(snapshot);
  const item = ([key, code]: readonly [string, string]) => `"${key}": ${code}`;
  if (!settings.defines(API)) {
    const path = project.settings.module?.path;
    const editor = path === undefined ? undefined : session.python(path);
    const lines = Object.entries(values).map((each) => `    ${item(each)},`);
    const added = editor && addSetting(editor, [`${API} = {`, ...lines, "}"].join("\n"));
    return added ? session.changes() : undefined;
  }
  const found = assignedValue(context, session, API);
  if (found?.value.type !== "Dict") return undefined;
  const { editor, value } = found;
  const missing = Object.entries(values).filter(([key, code]) => {
    const before = dictValue(value, key);
    if (before !== undefined) editor.replace(before, code);
    return before === undefined;
  });
  const separator = /[\r\n]/.test(editor.source(value)) ? ",\n" : ", ";
  if (missing.length > 0) insertItem(editor, value, missing.map(item).join(separator), "last");
  return session.changes();
}
