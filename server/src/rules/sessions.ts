/** What the rules on sessions share. */
import { contains } from "../settings/plain";
import type { Fix } from "./rule";
import { setValue } from "./settingEdits";

export const KEEP_IN_DATABASE: Fix = {
  title: "Keep sessions in the database",
  safety: "review",
  preferred: true,
  edits(context) {
    // The table of sessions is there only with the application.
    if (contains(context.settings.value("INSTALLED_APPS"), "django.contrib.sessions") !== true)
      return undefined;
    return setValue(context, "SESSION_ENGINE", () => '"django.contrib.sessions.backends.db"');
  },
};
