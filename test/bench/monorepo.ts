/** A repository of many small projects, written to disk. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { singleModule, splitModules } from "./projects";

/** What a small project has beside its settings. */
const application = {
  "shop/__init__.py": "",
  "shop/models.py":
    "from django.db import models\n\n\nclass Item(models.Model):\n    name = models.CharField(max_length=80)\n",
  "shop/migrations/__init__.py": "",
  "shop/templates/shop/item.html": "<title>{{ item.name }}</title>\n",
};

/** Writes `count` projects into `sites/` of a directory: settings of 100 to 220 lines, every tenth in several modules. */
export function writeMonorepo(directory: string, count: number): void {
  for (let n = 0; n < count; n++) {
    const { files } = n % 10 === 9 ? splitModules() : singleModule(100 + (n % 7) * 20);
    for (const [file, text] of Object.entries({ ...application, ...files })) {
      const target = path.join(directory, `sites/site${n}`, file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  }
}
