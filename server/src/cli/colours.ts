import type { Severity } from "../rules/rule";

/** Puts the colour of a severity on a text, or leaves it as it is. */
export type Painter = (severity: Severity, text: string) => string;

const CODES: Readonly<Record<Severity, number>> = { error: 31, warning: 33, info: 36, hint: 2 };

/**
 * Colours for terminals only. NO_COLOR turns them off, FORCE_COLOR on: https://no-color.org
 * @param stream what is written to
 */
export function painter(
  stream: { readonly isTTY?: boolean },
  { NO_COLOR, FORCE_COLOR }: Readonly<Record<string, string | undefined>>,
): Painter {
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== "" && FORCE_COLOR !== "0";
  const off = NO_COLOR !== undefined && NO_COLOR !== "";
  if (off || !(stream.isTTY || forced)) return (_, text) => text;
  return (severity, text) => `\u001b[1;${CODES[severity]}m${text}\u001b[0m`;
}
