/** What `django_heroku.settings(locals())` writes, in a line that does not show it. */
import type { Location } from "../syntax/text";
import type { RuleContext } from "./rule";

/** The package whose `settings()` is called at a location that a value came from: django_heroku, or its fork. */
export function herokuSettingsCall({ snapshot }: RuleContext, at: Location | undefined): string | undefined {
  const text = at && snapshot.file(at.file)?.text;
  if (at === undefined || text === undefined) return undefined;
  if (!/^(?:\w+\.)?settings\s*\(/.test(text.slice(at.start, at.end))) return undefined;
  return /\bdjango_(?:on_)?heroku\b/.exec(text)?.[0];
}
