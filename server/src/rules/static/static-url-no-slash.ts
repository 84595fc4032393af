import type { FileChange } from "../../edits/edit";
import { EditSession } from "../../edits/session";
import type { Answer } from "../../settings/settings";
import type { Location } from "../../syntax/text";
import { defineRule, type RuleContext } from "../rule";
import { withoutCheck } from "../silenced";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const NAMES = ["STATIC_URL", "MEDIA_URL"];

export default defineRule({
  id: "static-url-no-slash",
  group: "static",
  severity: "error",
  djangoIds: ["urls.E006"],
  summary: "STATIC_URL or MEDIA_URL does not end with a slash",
  docs: {
    why:
      "Django joins the URL and the name of a file without adding anything. Its system check therefore reports a missing " +
      "slash as an error, and `migrate` and other commands do not run: a release phase that migrates fails the deploy.",
    how: 'End both settings with a slash: `STATIC_URL = "static/"`.',
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#static-url",
      "https://docs.djangoproject.com/en/stable/ref/settings/#media-url",
    ],
  },
  examples: {
    bad: [
      {
        code: "STATIC_URL = '/static'\nMEDIA_URL = '/media/'\n",
        fixed: "STATIC_URL = '/static/'\nMEDIA_URL = '/media/'\n",
      },
      {
        code: "BUCKET = 'site-files'\nMEDIA_URL = f'https://{BUCKET}.s3.amazonaws.com'\n",
        fixed: "BUCKET = 'site-files'\nMEDIA_URL = f'https://{BUCKET}.s3.amazonaws.com/'\n",
      },
    ],
    good: [
      "STATIC_URL = 'static/'\nMEDIA_URL = ''\n",
      "import os\n\nSTATIC_URL = os.environ['STATIC_URL']\n",
      "STATIC_URL = '/static'\nSILENCED_SYSTEM_CHECKS = ['urls.E006']\n",
    ],
  },
  check({ settings }) {
    const set = NAMES.filter((name) => settings.defines(name));
    if (set.length === 0) return notApplicable("neither is set");
    return set.map((name) => {
      const judgement = settings.judge([name, "SILENCED_SYSTEM_CHECKS"], (url, silenced): Answer => {
        if (url.kind === "none") return satisfied();
        if (url.kind !== "str") return undecided(reasonOf(url));
        if (url.value === "" || url.value.endsWith("/")) return satisfied();
        return withoutCheck(silenced, "urls.E006") ?? { state: "violated", at: url.at };
      });
      return verdictOn(
        settings,
        name,
        judgement,
        `${name} does not end with a slash: Django's check reports an error, so \`migrate\` does not run, and a deploy that runs it stops.`,
      );
    });
  },
  fixes: [
    {
      title: "Add the slash",
      safety: "review",
      preferred: true,
      edits: (context, { at }) => addSlash(context, at),
    },
  ],
});

/** Ends a string, or an f-string, with a slash. */
function addSlash({ snapshot }: RuleContext, at: Location): readonly FileChange[] | undefined {
  const session = new EditSession(snapshot);
  const editor = session.python(at.file);
  const node = editor?.expression(at)?.node;
  const isText = node?.type === "JoinedStr" || (node?.type === "Constant" && node.constant.kind === "str");
  if (editor === undefined || node === undefined || !isText) return undefined;
  const quotes = /(?:'''|"""|'|")$/.exec(editor.source(node))?.[0];
  if (quotes === undefined) return undefined;
  editor.insertText(node.end - quotes.length, "/");
  return session.changes();
}
