/** pydantic-settings where production's variables are not known. */
import { describe, expect, it } from "vitest";
import { evaluation, values } from "../support/evaluation";

const HEAD =
  "from pydantic import BaseModel\nfrom pydantic_settings import BaseSettings, SettingsConfigDict\nfrom typing import Literal\n";

const model = (fields: string, use: string) =>
  `${HEAD}class Settings(BaseSettings):\n${fields
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n")}\n\nsettings = Settings()\n${use}\n`;

describe("pydantic-settings", () => {
  it("reads a variable by the field's name in capitals", () => {
    expect(values({ code: model("name: str = 'default'", "X = settings.name") })).toEqual([
      "depends on NAME if NAME is set",
      "'default' if NAME is not set",
    ]);
    expect(
      values({
        code: model(
          "model_config = SettingsConfigDict(env_prefix='app_')\nname: str = 'd'",
          "X = settings.name",
        ),
      }),
    ).toEqual(["depends on APP_NAME if APP_NAME is set", "'d' if APP_NAME is not set"]);
  });

  it("raises only where a required variable is missing", () => {
    const { settings, startup } = evaluation({ code: model("secret_key: str", "X = settings.secret_key") });
    expect(startup).toMatchObject({
      state: "may-raise",
      exception: "ValidationError: secret_key: Field required",
      when: "SECRET_KEY is not set",
    });
    expect(settings.readings("X").map(({ value, when }) => [value.kind, when])).toEqual([["env", undefined]]);
  });

  it("keeps the types of fields", () => {
    const { settings } = evaluation({
      code: model(
        "debug: bool\nport: int\nhosts: list[str]",
        "X = [settings.debug, settings.port, settings.hosts]",
      ),
    });
    const [reading] = settings.readings("X");
    const items = reading!.value.kind === "list" ? reading!.value.items : [];
    expect(items.map((item) => (item.kind === "env" ? `${item.name}: ${item.type}` : item.kind))).toEqual([
      "DEBUG: bool",
      "PORT: int",
      "HOSTS: list",
    ]);
  });

  it("decides a literal by what it may be", () => {
    expect(
      values({ code: model("stage: Literal['one', 'two'] = 'two'", "X = settings.stage == 'one'") }),
    ).toEqual(['False if STAGE is "two"', 'True if STAGE is not "two"']);
  });

  it("looks for nested variables", () => {
    const code = `${HEAD}class Db(BaseModel):
    host: str = 'localhost'
class Settings(BaseSettings):
    model_config = {'env_nested_delimiter': '__'}
    db: Db = Db(host='default')
X = Settings().db.host
`;
    expect(values({ code })).toContain("'default' if DB is not set and DB__HOST is not set");
  });

  it("knows nothing of what it does not follow", () => {
    const other = (code: string) => values({ code, env: {} });
    expect(
      other(
        model(
          "@classmethod\ndef settings_customise_sources(cls, *a): return a\nname: str = 'x'",
          "X = settings.name",
        ),
      ),
    ).toEqual(["not known: an instance of Settings"]);
    expect(
      other(
        `from pydantic import BaseSettings\nclass S(BaseSettings):\n    name: str = 'x'\nX = S().name`,
      )[0],
    ).toContain("not known");
    expect(
      other(model("name: str = 'x'\nother: 'Nowhere' = 1", "X = settings.name, settings.other")),
    ).toEqual(["('x', not known: an annotation that is not known)"]);
  });
});

describe("dynaconf", () => {
  it("opens the module and says so", () => {
    const { settings } = evaluation({
      code: "import dynaconf\nDEBUG = True\nsettings = dynaconf.DjangoDynaconf(__name__)\n",
      env: {},
    });
    expect(settings.open).toBe("dynaconf reads settings from files and variables that are not followed");
    expect(settings.value("DEBUG")).toMatchObject({ kind: "unknown" });
    expect(settings.value("ALLOWED_HOSTS")).toMatchObject({ kind: "unknown" });
  });

  it("gives unknown attributes", () => {
    expect(
      values({
        code: "from dynaconf import Dynaconf\ns = Dynaconf(envvar_prefix='X')\nX = s.DEBUG",
        env: {},
      }),
    ).toEqual(["not known: dynaconf reads settings from files and variables that are not followed"]);
  });
});
