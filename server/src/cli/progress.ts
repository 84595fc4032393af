/**
 * "checked 12 of 200 projects: sites/shop", cut to fit one line of the terminal.
 * @param columns the terminal's width in characters; 0 or undefined: not known
 */
export function progressLine(done: number, total: number, name: string, columns: number | undefined): string {
  const line = `checked ${done} of ${total} projects: ${name}`;
  // A line that is as wide as the terminal wraps on some.
  const width = (columns || 80) - 1;
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`;
}
