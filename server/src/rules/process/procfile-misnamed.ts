import { dirname, join } from "../../paths";
import { exampleProject } from "../exampleProject";
import { defineRule } from "../rule";

const WEB = "web: gunicorn mysite.wsgi\n";

export default defineRule({
  id: "procfile-misnamed",
  group: "process",
  severity: "error",
  summary: "The Procfile has a wrong name or is in a wrong directory",
  docs: {
    why: "Heroku looks for one file, named `Procfile` with a capital P and without an extension, in the root of what is deployed. It reads no other, so no web process starts and each request is answered with H14 (no web processes running).",
    how: "Rename it. On a system that does not tell capitals apart, git has to be told too: `git mv -f procfile Procfile`.",
    references: ["https://devcenter.heroku.com/articles/procfile#procfile-naming-and-location"],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, "Procfile.txt": WEB },
        fixed: { ...exampleProject, Procfile: WEB },
      },
      {
        code: { ...exampleProject, procfile: WEB },
        fixed: { ...exampleProject, Procfile: WEB },
      },
      {
        code: { ...exampleProject, "mysite/Procfile": WEB },
        fixed: { ...exampleProject, Procfile: WEB },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: gunicorn $APP\n", procfile: WEB },
      { ...exampleProject, "Procfile.dev": "web: python manage.py runserver $PORT\n" },
      { ...exampleProject, "procfile.txt": "Notes on the Procfile\n" },
    ],
  },

  check({ project, snapshot }) {
    const { misnamedProcfile: path, target, root } = project.deployment;
    if (path === undefined) return { state: "satisfied" };
    if (target !== "classic" && target !== "cnb")
      return { state: "not-applicable", reason: "processes are not read from a Procfile" };
    const text = snapshot.file(path)?.text ?? "";
    const place =
      dirname(path) === root ? `not \`${path.slice(path.lastIndexOf("/") + 1)}\`` : `not in ${dirname(path)}`;
    return {
      state: "violated",
      message: `Heroku reads processes from the file \`Procfile\` in the root of what is deployed, ${place}. No process starts, and every request fails with H14 (no web processes running).`,
      at: { file: path, start: 0, end: text.search(/[\r\n]|$/) },
    };
  },

  fixes: [
    {
      title: (_, { at }) =>
        /(?:^|\/)Procfile$/.test(at.file) ? "Move it to the root" : "Rename it to `Procfile`",
      safety: "review",
      preferred: true,
      edits({ project }, { at }) {
        return [{ kind: "rename", path: at.file, to: join(project.deployment.root, "Procfile") }];
      },
    },
  ],
});
