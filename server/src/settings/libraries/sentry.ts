/** sentry_sdk: which options production's error tracker starts with. */
import { type CallArguments, dict, native, str, unknown, type Value } from "../values";
import { moduleOf } from "./common";

const NAME = "sentry_sdk.init";

/** `sentry_sdk.init(dsn=None, **options)`: it copies its options, and changes none of the settings. */
function init({ interpreter: i, args, keywords, pc, at }: CallArguments, open?: string): Value {
  i.mayRaise(`${NAME}()`, pc, at);
  const then = i.surviving(pc);
  const named = [...keywords].map(([name, value]) => [str(name, at), value] as const);
  const dsn = args.map((value) => [str("dsn", at), value] as const);
  const step = i.historyStep("assigned", at, at, then);
  i.bind(i.calls, NAME, dict([...dsn, ...named], at, open), then, [step]);
  return unknown(`${NAME}()`, at);
}

export function sentry(): Value {
  return moduleOf("sentry_sdk", { init: { ...native(NAME, (call) => init(call)), callOpen: init } });
}
