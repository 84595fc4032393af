/** How long a value has to stay, in milliseconds: longer than the pauses of somebody who types. */
const PAUSE = 600;

/**
 * Hands on the first value at once, and later ones when they have stayed for a moment: a name that is half typed breaks the
 * settings until it is whole, and a number that blinks at every word says nothing.
 */
export class Settled<T> {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown: string | undefined;

  /** @param show is called with values that differ from the one before; they are compared as JSON */
  constructor(private readonly show: (value: T) => void) {}

  set(value: T): void {
    clearTimeout(this.#timer);
    const key = JSON.stringify(value) ?? "";
    if (key === this.#shown) return;
    const isFirst = this.#shown === undefined;
    const show = () => {
      this.#shown = key;
      this.show(value);
    };
    if (isFirst) show();
    else this.#timer = setTimeout(show, PAUSE);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
