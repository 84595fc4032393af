/** Evidence that uploaded files are checked. */
import { perDocument } from "../../syntax/document";
import type { Expr, FunctionDef } from "../../syntax/python/ast";
import { descendants } from "../../syntax/python/find";
import type { Range } from "../../syntax/text";
import type { ChecklistContext, Evidence } from "../item";
import { dependency } from "./basics";
import { inModules, lastName, nodesOf } from "./code";

const packages = dependency(
  "python-magic",
  "python-magic-bin",
  "puremagic",
  "django-upload-validator",
  "clamd",
);

/** That a model, a form or a serializer checks files, or that a package for it is installed. */
export function uploadChecks(context: ChecklistContext): Evidence | undefined {
  const at = inModules(context, ["models", "forms", "serializers", "validators"], checkIn);
  if (at !== undefined) return { detail: `${at.file} checks uploaded files.`, at };
  return packages(context);
}

const VALIDATORS: ReadonlySet<string> = new Set(["FileExtensionValidator", "validate_image_file_extension"]);

/** A validator of a file's name that is used, or a function that validates and compares a file's size or type. */
const checkIn = perDocument((document): Range | undefined => {
  if (!/FileExtensionValidator|validate_image_file_extension|\.size\b|content_type/.test(document.text))
    return undefined;
  for (const node of nodesOf(document)) {
    if (node.type === "Call" && node.func.type !== "Call") {
      const name = lastName(node.func);
      if (name === "FileExtensionValidator") return node;
      const listed = node.keywords.find(({ arg }) => arg === "validators")?.value;
      if (listed?.type === "List") {
        const used = listed.items.find((item) => VALIDATORS.has(lastName(item) ?? ""));
        if (used !== undefined) return used;
      }
    }
    if (node.type === "FunctionDef" && /^(?:clean|validate|check)/.test(node.name)) {
      const compared = comparison(node);
      if (compared !== undefined) return compared;
    }
  }
  return undefined;
});

/** Names of files that were uploaded, for `image.size`; `self.size` may be anything. */
const UPLOAD =
  /file|image|photo|picture|avatar|upload|document|attachment|media|video|logo|icon|pdf|csv|^(?:value|data|content)$/i;
/** A media type, or the name of a list of them. */
const TYPE = /^[a-z]+\/[\w.+*-]+$|TYPES?$/;

/** `upload.size > LIMIT`, `upload.content_type not in TYPES` */
function comparison(definition: FunctionDef): Range | undefined {
  for (const node of descendants(definition)) {
    if (node.type !== "Compare" || node.left.type !== "Attribute") continue;
    const { attr, value } = node.left;
    if (attr === "size" && UPLOAD.test(nameOf(value))) return node;
    if (attr === "content_type" && node.rest.some(({ right }) => mentionsType(right))) return node;
  }
  return undefined;
}

/** `file` of `file`, `self.file` and `self.cleaned_data["file"]`. */
function nameOf(owner: Expr): string {
  if (owner.type === "Subscript")
    return owner.index.type === "Constant" && owner.index.constant.kind === "str"
      ? owner.index.constant.value
      : "";
  return lastName(owner) ?? "";
}

function mentionsType(types: Expr): boolean {
  return [...descendants(types)].some((node) => {
    if (node.type === "Constant") return node.constant.kind === "str" && TYPE.test(node.constant.value);
    return (node.type === "Name" || node.type === "Attribute") && TYPE.test(lastName(node) ?? "");
  });
}
