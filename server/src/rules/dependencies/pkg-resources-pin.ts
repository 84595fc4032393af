import { findDependency } from "../../files/dependencies";
import { withoutLine } from "../requirementLines";
import { defineRule } from "../rule";

const SETTINGS = 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n';
const files = (requirements: string) => ({
  "requirements.txt": requirements,
  "mysite/settings.py": SETTINGS,
});

export default defineRule({
  id: "pkg-resources-pin",
  group: "dependencies",
  severity: "error",
  summary: "pkg-resources is listed, which does not exist on PyPI",
  docs: {
    why: "`pip freeze` of old Ubuntu and Debian releases writes the line `pkg-resources==0.0.0` by mistake. There is no such package on PyPI, so pip stops there and the build fails.",
    how: "Delete the line. Nothing needs it: the module comes with setuptools.",
    references: [
      "https://pip.pypa.io/en/stable/cli/pip_freeze/",
      "https://bugs.launchpad.net/ubuntu/+source/python-pip/+bug/1635463",
    ],
  },
  examples: {
    bad: [
      {
        code: files("Django==5.2.8\ngunicorn\npkg-resources==0.0.0\npytz==2025.2\n"),
        fixed: files("Django==5.2.8\ngunicorn\npytz==2025.2\n"),
      },
      { code: files("Django==5.2.8\npkg_resources==0.0.0"), fixed: files("Django==5.2.8\n") },
    ],
    good: [files("Django==5.2.8\ngunicorn\nsetuptools\n"), files("Django==5.2.8\n# pkg-resources==0.0.0\n")],
  },

  check({ project: { deployment } }) {
    const found = findDependency(deployment.dependencies, "pkg-resources");
    if (found === undefined || found.version !== "0.0.0" || found.group === "development")
      return { state: "satisfied" };
    return {
      state: "violated",
      message: `The build fails: ${found.at.file} asks for pkg-resources 0.0.0, which does not exist on PyPI.`,
      at: found.at,
    };
  },

  fixes: [
    {
      title: "Delete the line",
      safety: "safe",
      preferred: true,
      edits: (context, { at }) => withoutLine(context, at),
    },
  ],
});
