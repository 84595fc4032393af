/** How far a check of many projects is, on one line of the terminal. */
import { progressLine } from "../cli/progress";

/** The line is written again at most so often, in milliseconds. */
const INTERVAL = 100;

const CLEAR = "\r\u001b[K";

export interface Progress {
  show(done: number, total: number, name: string): void;
  /** A line that stays. */
  note(text: string): void;
  end(): void;
}

/** Goes to standard error, and only if that is a terminal. */
export function startProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  let written = 0;
  const clear = () => {
    if (written > 0) stream.write(CLEAR);
  };
  return {
    show(done, total, name) {
      const now = Date.now();
      if (!stream.isTTY || total < 2 || (now - written < INTERVAL && done < total)) return;
      written = now;
      stream.write(`${CLEAR}${progressLine(done, total, name, stream.columns)}`);
    },
    note(text) {
      clear();
      stream.write(`${text}\n`);
    },
    end: clear,
  };
}
