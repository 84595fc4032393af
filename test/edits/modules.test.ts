/** Imports, settings and statements added to a module, or taken from it. */
import { describe, expect, test } from "vitest";
import { dialectAt, environmentRead } from "../../server/src/edits/python/dialect";
import { PythonEditor } from "../../server/src/edits/python/editor";
import { addImport } from "../../server/src/edits/python/imports";
import { addSetting, addWhereDebugIsOff } from "../../server/src/edits/python/settings";
import { edited, MODULE, openModule } from "../support/editing";
import { memorySnapshot } from "../support/memorySnapshot";

describe("files that cannot be edited", () => {
  test.for<[name: string, files: Record<string, string>, path: string]>([
    ["with a syntax error", { [MODULE]: "A = [\nB = 1\n" }, MODULE],
    ["that are absent", {}, MODULE],
    ["of other people", { "lib/site-packages/x/settings.py": "A = 1\n" }, "lib/site-packages/x/settings.py"],
    ["that are too large", { [MODULE]: "#".repeat(1_000_001) }, MODULE],
  ])("%s", ([, files, path]) => {
    expect(PythonEditor.open(memorySnapshot(files), path)).toBeUndefined();
  });
});

describe("an import", () => {
  const os = { module: "os" };
  const csv = { module: "decouple", name: "Csv" };
  const database = { module: "dj_database_url" };

  test.for<[name: string, text: string, wanted: { module: string; name?: string }, expected: string]>([
    ["in an empty module", "", os, "import os\n\n"],
    ["before the first statement", "A = 1\n", os, "import os\n\nA = 1\n"],
    ["below a docstring", '"""Doc."""\n\nA = 1\n', os, '"""Doc."""\n\nimport os\n\nA = 1\n'],
    [
      "below a docstring without a blank line",
      '"""Doc."""\nA = 1\n',
      os,
      '"""Doc."""\n\nimport os\n\nA = 1\n',
    ],
    [
      "below a future import",
      "from __future__ import annotations\n\nA = 1\n",
      os,
      "from __future__ import annotations\n\nimport os\n\nA = 1\n",
    ],
    [
      "below what must be first",
      "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nA = 1\n",
      os,
      "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nimport os\n\nA = 1\n",
    ],
    [
      "below a comment of the file",
      "# Settings\n# of the site\n\n# The first.\nA = 1\n",
      os,
      "# Settings\n# of the site\n\nimport os\n\n# The first.\nA = 1\n",
    ],
    [
      "above a comment of the first statement",
      "# The first.\nA = 1\n",
      os,
      "import os\n\n# The first.\nA = 1\n",
    ],
    [
      "before `from` imports",
      "from pathlib import Path\n\nA = 1\n",
      os,
      "import os\nfrom pathlib import Path\n\nA = 1\n",
    ],
    [
      "in the order of names",
      "import json\nimport sys\n\nA = 1\n",
      os,
      "import json\nimport os\nimport sys\n\nA = 1\n",
    ],
    ["last of its group", "import json  # data\n\nA = 1\n", os, "import json  # data\nimport os\n\nA = 1\n"],
    ["above the packages", "import environ\n\nA = 1\n", os, "import os\n\nimport environ\n\nA = 1\n"],
    [
      "of a package, below the standard library",
      "import os\n\nA = 1\n",
      database,
      "import os\n\nimport dj_database_url\n\nA = 1\n",
    ],
    [
      "of a package, among packages",
      "import os\n\nimport environ\nfrom django import x\n\nA = 1\n",
      database,
      "import os\n\nimport dj_database_url\nimport environ\nfrom django import x\n\nA = 1\n",
    ],
    [
      "of a package, above the project's",
      "import os\n\nfrom .base import *\n",
      database,
      "import os\n\nimport dj_database_url\n\nfrom .base import *\n",
    ],
    ["of another name", "from decouple import config\n", csv, "from decouple import config, Csv\n"],
    [
      "of another name, in parentheses",
      "from decouple import (config)\n",
      csv,
      "from decouple import (config, Csv)\n",
    ],
    [
      "of another name, on lines",
      "from decouple import (\n    config,\n    undefined,\n)\n",
      csv,
      "from decouple import (\n    config,\n    undefined,\n    Csv,\n)\n",
    ],
    ["that is there", "import os\n", os, "import os\n"],
    ["that is there among others", "import sys, os.path\n", os, "import sys, os.path\n"],
    ["with CRLF", "import sys\r\n\r\nA = 1\r\n", os, "import os\r\nimport sys\r\n\r\nA = 1\r\n"],
    ["behind a BOM", "\ufeffA = 1\n", os, "\ufeffimport os\n\nA = 1\n"],
  ])("%s", ([, text, wanted, expected]) => {
    expect(edited(text, (editor) => addImport(editor, wanted, text.length + 1))).toBe(expected);
  });

  test("goes to the top where a later one comes too late", () => {
    const text = "A = 1\nimport os\n";
    expect(edited(text, (editor) => addImport(editor, os, 0))).toBe("import os\n\nA = 1\nimport os\n");
  });

  test("is added once", () => {
    const twice = (editor: PythonEditor) => [addImport(editor, os, 5), addImport(editor, os, 5)];
    expect(edited("A = 1\n", twice)).toBe("import os\n\nA = 1\n");
  });

  test("gives back the name to use", () => {
    expect(addImport(openModule("import dj_database_url as db\n"), database, 99)).toBe("db");
    expect(addImport(openModule("from decouple import Csv as C\n"), csv, 99)).toBe("C");
    expect(addImport(openModule("A = 1\n"), csv, 99)).toBe("Csv");
  });
});

describe("a setting", () => {
  const add = (text: string, related?: RegExp, needs?: string[]) =>
    edited(text, (editor) => addSetting(editor, "NEW = 1", { related, needs }));

  test.for<[name: string, text: string, expected: string]>([
    ["in an empty module", "", "NEW = 1\n"],
    ["at the end", "A = 1\n", "A = 1\n\nNEW = 1\n"],
    ["at the end, without a line break", "A = 1", "A = 1\n\nNEW = 1"],
    ["at the end, before blank lines", "A = 1\n\n\n", "A = 1\n\nNEW = 1\n\n\n"],
    ["at the end, behind a comment", "A = 1\n# end\n", "A = 1\n# end\n\nNEW = 1\n"],
    ["below a function", "def f():\n    pass\n", "def f():\n    pass\n\n\nNEW = 1\n"],
    ["below a related one", "REL_A = 1  # a\nB = 1\n", "REL_A = 1  # a\nNEW = 1\nB = 1\n"],
    [
      "below a related one on lines",
      "REL_A = [\n    1,\n]\nB = 1\n",
      "REL_A = [\n    1,\n]\nNEW = 1\nB = 1\n",
    ],
    ["not on a line with two", "REL_A = 1; B = 1\nC = 1\n", "REL_A = 1; B = 1\nC = 1\n\nNEW = 1\n"],
    [
      "not above a star import",
      "REL_A = 1\nfrom .local import *\n",
      "REL_A = 1\nfrom .local import *\n\nNEW = 1\n",
    ],
    [
      "not above a guarded star import",
      "REL_A = 1\ntry:\n    from .local import *\nexcept ImportError:\n    pass\n",
      "REL_A = 1\ntry:\n    from .local import *\nexcept ImportError:\n    pass\n\nNEW = 1\n",
    ],
  ])("%s", ([, text, expected]) => {
    expect(add(text, /^REL_/)).toBe(expected);
  });

  test("is not added where classes hold the settings, but beside a class that reads variables", () => {
    expect(add("class Production(Base):\n    DEBUG = False\n")).toBe(
      "class Production(Base):\n    DEBUG = False\n",
    );
    expect(add("class Env(BaseSettings):\n    DEBUG: bool = False\n\n\nA = 1\n")).toContain("\n\nNEW = 1\n");
  });

  test("not above the names that it needs", () => {
    expect(add("REL = 1\nBASE = 2\n", /^REL/, ["BASE"])).toBe("REL = 1\nBASE = 2\n\nNEW = 1\n");
    expect(add("BASE = 2\nREL = 1\nA = 1\n", /^REL/, ["BASE"])).toBe("BASE = 2\nREL = 1\nNEW = 1\nA = 1\n");
  });
});

describe("a setting where DEBUG is off", () => {
  test.for<[name: string, text: string, expected: string]>([
    ["in a new block", "DEBUG = x\n", "DEBUG = x\n\nif not DEBUG:\n    A = 1\n    B = 2\n"],
    [
      "in the block there is",
      "DEBUG = x\nif not DEBUG:\n  C = 3  # c\n\nD = 4\n",
      "DEBUG = x\nif not DEBUG:\n  C = 3  # c\n  A = 1\n  B = 2\n\nD = 4\n",
    ],
    [
      "in the else of `if DEBUG`",
      "DEBUG = x\nif DEBUG:\n\tC = 1\nelse:\n\tD = 2\n",
      "DEBUG = x\nif DEBUG:\n\tC = 1\nelse:\n\tD = 2\n\tA = 1\n\tB = 2\n",
    ],
    [
      "not in one with elif",
      "DEBUG = x\nif DEBUG:\n    C = 1\nelif y:\n    D = 2\n",
      "DEBUG = x\nif DEBUG:\n    C = 1\nelif y:\n    D = 2\n\nif not DEBUG:\n    A = 1\n    B = 2\n",
    ],
    [
      "not in one before DEBUG changes",
      "if not DEBUG:\n    C = 3\nDEBUG = x\n",
      "if not DEBUG:\n    C = 3\nDEBUG = x\n\nif not DEBUG:\n    A = 1\n    B = 2\n",
    ],
    [
      "not in one before a star import",
      "DEBUG = x\nif not DEBUG:\n    C = 3\nfrom .local import *\n",
      "DEBUG = x\nif not DEBUG:\n    C = 3\nfrom .local import *\n\nif not DEBUG:\n    A = 1\n    B = 2\n",
    ],
    [
      "not in one on one line",
      "DEBUG = x\nif not DEBUG: C = 3\n",
      "DEBUG = x\nif not DEBUG: C = 3\n\nif not DEBUG:\n    A = 1\n    B = 2\n",
    ],
    [
      "behind nested blocks",
      "DEBUG = x\nif not DEBUG:\n    if y:\n        C = 3\n",
      "DEBUG = x\nif not DEBUG:\n    if y:\n        C = 3\n    A = 1\n    B = 2\n",
    ],
    [
      "not in a block with a heading",
      "DEBUG = x\n# Tokens\nif not DEBUG:\n    C = 3\n",
      "DEBUG = x\n# Tokens\nif not DEBUG:\n    C = 3\n\nif not DEBUG:\n    A = 1\n    B = 2\n",
    ],
    [
      "not in a block that does something",
      "DEBUG = x\nif not DEBUG:\n    start()\n",
      "DEBUG = x\nif not DEBUG:\n    start()\n\nif not DEBUG:\n    A = 1\n    B = 2\n",
    ],
    [
      "in the block with what belongs together",
      "DEBUG = x\n# Safe\nif not DEBUG:\n    D = 3\nif not DEBUG:\n    C = 4\n",
      "DEBUG = x\n# Safe\nif not DEBUG:\n    D = 3\n    A = 1\n    B = 2\nif not DEBUG:\n    C = 4\n",
    ],
  ])("%s", ([, text, expected]) => {
    expect(edited(text, (editor) => addWhereDebugIsOff(editor, "A = 1\nB = 2", /^D$/))).toBe(expected);
  });
});

describe("a deleted statement", () => {
  const deleted = (text: string) => edited(text, (editor) => editor.delete(editor.statements[1]!));

  test.for<[text: string, expected: string]>([
    ["A = 1\nB = 2  # b\nC = 3\n", "A = 1\nC = 3\n"],
    ["A = 1\nB = [\n    2,\n]\nC = 3\n", "A = 1\nC = 3\n"],
    ["A = 1\nB = 2", "A = 1"],
    ["A = 1\r\nB = 2", "A = 1"],
    ["A = 1\r\nB = 2\r\nC = 3\r\n", "A = 1\r\nC = 3\r\n"],
    ["A = 1; B = 2\n", "A = 1; B = 2\n"],
  ])("%j", ([text, expected]) => {
    expect(deleted(text)).toBe(expected);
  });
});

describe("a deleted statement with its comment", () => {
  test.for<[text: string, expected: string]>([
    ["A = 1\n# The filter\n# of browsers\nB = 2\n\nC = 3\n", "A = 1\n\nC = 3\n"],
    ["A = 1\n# filter\nB = 2\n# other\nC = 3\n", "A = 1\n# other\nC = 3\n"],
    ["A = 1\n# filter\nB = 2", "A = 1"],
    ["A = 1\r\n# filter\r\nB = 2\r\n", "A = 1\r\n"],
    // About more than the statement, or about something else.
    ["A = 1\n# filter\nB = 2\nC = 3\n", "A = 1\n# filter\nC = 3\n"],
    ["A = 1\n# Security\nB = 2\n\nC = 3\n", "A = 1\n# Security\n\nC = 3\n"],
    ["# filter\n\nA = 1\nB = 2\n", "# filter\n\nA = 1\n"],
    ["A = 1; B = 2\n", "A = 1; B = 2\n"],
  ])("%j", ([text, expected]) => {
    const done = edited(text, (editor) => editor.deleteWithComment(editor.statements[1]!, /filter/));
    expect(done).toBe(expected);
  });
});

describe("reading the environment as the module does", () => {
  const dialect = (text: string) => dialectAt(openModule(text), text.length);

  test.for<[name: string, text: string, kind: string, called: string]>([
    ["os by default", "A = 1\n", "os", "os.environ"],
    ["os by another name", "import os as _os\n", "os", "_os.environ"],
    ["environ of os", "from os import environ\n", "os", "environ"],
    ["django-environ", "import environ\n\nenv = environ.Env()\n", "environ", "env"],
    [
      "django-environ with a scheme",
      "from environ import Env\n\nE = Env(DEBUG=(bool, False))\n",
      "environ",
      "E",
    ],
    ["an Env that another module makes", "from .base import *\n\nA = env('A')\n", "environ", "env"],
    ["an Env that is imported by name", "from .base import env\n", "environ", "env"],
    ["a star import alone", "from .base import *\n", "os", "os.environ"],
    ["python-decouple", "from decouple import config as c\n", "decouple", "c"],
  ])("%s", ([, text, kind, called]) => {
    expect(dialect(text)).toEqual({ kind, name: called });
  });

  test("not with what comes later", () => {
    const editor = openModule("A = 1\nenv = environ.Env()\n");
    expect(dialectAt(editor, 0).kind).toBe("os");
  });

  test("with the imports that the code needs", () => {
    const text = "from decouple import config\nA = 1\n";
    const result = edited(text, (editor) => {
      const code = environmentRead(editor, text.length, "HOSTS", "list");
      editor.replace(editor.statements[1]!, `A = ${code}`);
    });
    expect(result).toBe('from decouple import config, Csv\nA = config("HOSTS", default="", cast=Csv())\n');
  });
});

test("code takes the quotes of the file, and taken-over code keeps its own", () => {
  const editor = openModule("A = 'a'\n");
  expect(editor.styled('f("x") + "y"', "")).toBe("f('x') + 'y'");
  expect(editor.styled(`f("x") + 'it"s'`, "")).toBe(`f('x') + 'it"s'`);
  expect(editor.styled('"x" + "\\""', "")).toBe('"x" + "\\""');
  expect(editor.styled(`["'self'", "x"]`, "")).toBe(`["'self'", 'x']`);
  expect(openModule(`A = ['a', "it's", "'b'"]\n`).styled('"x"', "")).toBe("'x'");
});

describe("a read with a settings class", () => {
  const settings = (...body: string[]) =>
    ["class Config(BaseSettings):", ...body.map((line) => `    ${line}`), "", "config = Config()", ""].join(
      "\n",
    );
  const read = (text: string, variable: string, kind: "bool" | "list" | "required") => {
    let code: string | undefined;
    const after = edited(text, (editor) => {
      code = environmentRead(editor, text.length, variable, kind);
      environmentRead(editor, text.length, variable, kind);
    });
    return { code, after };
  };

  test.for<[name: string, before: string, "bool" | "list" | "required", code: string, after: string]>([
    [
      "adds a field once, below the last one",
      settings("stage: str", "", "@property", "def live(self):", "    return True"),
      "bool",
      "config.site_flag",
      settings(
        "stage: str",
        "site_flag: bool = False",
        "",
        "@property",
        "def live(self):",
        "    return True",
      ),
    ],
    [
      "leaves out the prefix of the class",
      settings('model_config = SettingsConfigDict(env_prefix="site_")', "stage: str"),
      "required",
      "config.flag",
      settings('model_config = SettingsConfigDict(env_prefix="site_")', "stage: str", "flag: str"),
    ],
    [
      "uses a field that there is",
      settings('site_flag: str = "a,b"'),
      "list",
      '[host.strip() for host in config.site_flag.split(",") if host.strip()]',
      settings('site_flag: str = "a,b"'),
    ],
    [
      "requires a secret",
      settings('site_flag: SecretStr = "x"  # why'),
      "required",
      "config.site_flag.get_secret_value()",
      settings("site_flag: SecretStr  # why"),
    ],
    [
      "keeps what Field says beside the default",
      settings('site_flag: str = Field("x", description="y")'),
      "required",
      "config.site_flag",
      settings('site_flag: str = Field(..., description="y")'),
    ],
    [
      "leaves a field that is required already",
      settings('site_flag: str = Field(description="y")'),
      "required",
      "config.site_flag",
      settings('site_flag: str = Field(description="y")'),
    ],
  ])("%s", ([, before, kind, code, after]) => {
    expect(read(before, "SITE_FLAG", kind)).toEqual({ code, after });
  });

  test.for([
    ["another prefix", settings('model_config = SettingsConfigDict(env_prefix="x_")', "stage: str")],
    [
      "variables in lower case",
      settings("model_config = SettingsConfigDict(case_sensitive=True)", "stage: str"),
    ],
    ["no fields", settings("pass")],
    ["a field of the name that another variable gives", settings('site_flag: str = Field(alias="X")')],
  ])("reads the environment itself beside a class with %s", ([, text]) => {
    const { code, after } = read(text!, "SITE_FLAG", "required");
    expect(code).toBe('os.environ["SITE_FLAG"]');
    expect(after).toBe(`import os\n\n${text}`);
  });

  test.for([
    ["of another type", settings("site_flag: list[str] = []"), "bool"] as const,
    ["that is made anew", settings("site_flag: str = Field(default_factory=make)"), "required"] as const,
  ])("is none for a field %s", ([, text, kind]) => {
    expect(read(text, "SITE_FLAG", kind)).toEqual({ code: undefined, after: text });
  });
});
