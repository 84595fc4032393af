/** The editor's features in settings modules, and where other modules name one. */
import type { LanguageProvider } from "../features";
import { codeLenses } from "./codeLenses";
import { complete } from "./complete";
import { hover } from "./hover";
import { inlayHints } from "./inlayHints";
import { definition } from "./references";

export const settings: LanguageProvider = {
  // Which modules are settings, the projects tell.
  accepts: (path) => path.endsWith(".py"),
  glob: "**/*.py",
  triggers: "\"'.",
  switches: { inlayHints: "productionValues", codeLenses: "environmentVariables" },
  complete,
  hover,
  definition,
  inlayHints,
  codeLenses,
};
