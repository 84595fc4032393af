// biome-ignore-all lint/suspicious/noTemplateCurlyInString: of Compose
import { composeFiles } from "../../project/containers";
import { editOf } from "../commands";
import { placeIn, wholeLines } from "../docker";
import { exampleProject } from "../exampleProject";
import { defineRule, type Verdict } from "../rule";
import { notApplicable, satisfied } from "../verdicts";

const services = "services:\n  web:\n    build: .\n    env_file: ${ENV_FILE:-.env}\n";
const compose = (text: string) => ({ ...exampleProject, "compose.yml": text });

export default defineRule({
  id: "compose-version-key",
  group: "docker",
  severity: "hint",
  summary: "The Compose file has a version, which is obsolete",
  docs: {
    why: "Compose has one format today. It does not look at `version`, and every command warns that it is there.",
    how: "Delete the line; nothing else has to change.",
    references: ["https://docs.docker.com/reference/compose-file/version-and-name/"],
  },
  examples: {
    bad: [
      { code: compose(`version: "3.8"\n\n${services}`), fixed: compose(services) },
      {
        code: compose(`# Development\nversion: '3'\n${services}`),
        fixed: compose(`# Development\n${services}`),
      },
    ],
    good: [compose(services), compose(`x-version: 3\n${services}`), compose("version: 2\nupdates: []\n")],
  },
  check({ project, snapshot }) {
    const files = composeFiles(snapshot, project.deployment);
    if (files.length === 0) return notApplicable("there is no Compose file");
    const found = files.flatMap(({ path, version }): Verdict[] => {
      if (version === undefined) return [];
      const message = "Compose ignores `version`, and every command warns that it is obsolete.";
      return [{ state: "violated", message, at: placeIn(path, version) }];
    });
    return found.length > 0 ? found : satisfied();
  },
  fixes: [
    {
      title: "Delete the version",
      safety: "safe",
      preferred: true,
      edits({ snapshot }, { at }) {
        const document = snapshot.file(at.file);
        if (document === undefined) return undefined;
        const { start, end } = wholeLines(document, at);
        // Another key may stand on the same line of a flow mapping.
        if (!/^version[ \t]*:[^{,]*$/.test(document.text.slice(start, end).trimEnd())) return undefined;
        const blank = /^(?:[ \t]*\r?\n)*/.exec(document.text.slice(end))?.[0].length ?? 0;
        return [editOf(at.file, { start, end: end + blank, text: "" })];
      },
    },
  ],
});
