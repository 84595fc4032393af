/** django/core/checks/files.py of Django 4.0 to 6.1. */
import { isDirectory } from "../paths";
import type { DjangoCheck } from "./check";

export const fileChecks: readonly DjangoCheck[] = [
  {
    function: "django.core.checks.files.check_setting_file_upload_temp_dir",
    ids: ["files.E001"],
    since: "4.0",
    settings: ["FILE_UPLOAD_TEMP_DIR", "CACHES"],
    run: (python, [directory, caches], { codebase }) =>
      python.truthy(directory!) && !isDirectory(python, directory!, caches!, codebase) ? ["files.E001"] : [],
  },
];
