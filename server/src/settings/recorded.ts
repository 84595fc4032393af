/** Settings that note what is asked of them. */
import type { Location } from "../syntax/text";
import type { Plain } from "./plain";
import type {
  Answer,
  Judgement,
  JudgeOptions,
  Outcomes,
  Reading,
  Settings,
  Step,
  VariableReadings,
} from "./settings";
import { NAMES, VARIABLE, VARIABLES } from "./settings";

/**
 * Passes every question on. As long as `isAsIn()` says that all of `asked` is the same, so are the answers; not
 * if `places` is true, because an answer then said where something stands.
 */
export class RecordedSettings implements Settings {
  readonly asked = new Set<string>();
  places = false;

  constructor(private readonly settings: Settings) {}

  get names(): readonly string[] {
    this.asked.add(NAMES);
    return this.settings.names;
  }

  get variables(): readonly string[] {
    this.asked.add(VARIABLES);
    return this.settings.variables;
  }

  get open(): string | undefined {
    return this.settings.open;
  }

  get end(): Location {
    this.places = true;
    return this.settings.end;
  }

  defines(name: string): boolean {
    this.asked.add(name);
    return this.settings.defines(name);
  }

  readings(name: string): readonly Reading[] {
    this.asked.add(name);
    return this.settings.readings(name);
  }

  variableReadings(name: string): VariableReadings | undefined {
    this.asked.add(name);
    return this.settings.variableReadings(name);
  }

  value(name: string, options?: Pick<JudgeOptions, "worlds">): Plain {
    this.asked.add(name);
    return this.settings.value(name, options);
  }

  judge(
    names: readonly string[],
    question: (...values: Plain[]) => Answer,
    options?: JudgeOptions,
  ): Judgement {
    for (const name of names) this.asked.add(name);
    if (options?.given !== undefined) this.asked.add(VARIABLE + options.given);
    return this.settings.judge(names, question, options);
  }

  outcomes<T>(names: readonly string[], question: (...values: Plain[]) => T): Outcomes<T> {
    for (const name of names) this.asked.add(name);
    return this.settings.outcomes(names, question);
  }

  history(name: string): readonly Step[] {
    this.places = true;
    return this.settings.history(name);
  }

  location(name: string): Location {
    this.places = true;
    return this.settings.location(name);
  }

  assignment(name: string): Location | undefined {
    this.places = true;
    return this.settings.assignment(name);
  }

  isAsIn(before: Settings, name?: string): boolean {
    return this.settings.isAsIn(before, name);
  }
}
