/** django-configurations where production's variables are not known. */
import { describe, expect, it } from "vitest";
import { display } from "../../server/src/settings/display";
import { evaluate } from "../../server/src/settings/evaluate";
import { memorySnapshot } from "../support/memorySnapshot";

function settings(code: string, configuration?: string) {
  return evaluate({
    snapshot: memorySnapshot({ "site/__init__.py": "", "site/settings.py": code }),
    importRoot: "",
    module: { name: "site.settings", path: "site/settings.py" },
    choice: "test",
    environment: {
      variables: new Map(
        configuration === undefined
          ? []
          : [["DJANGO_CONFIGURATION", { value: configuration, source: "test" }]],
      ),
      closed: false,
    },
    version: "5.2",
  });
}

const CODE = `from configurations import Configuration, values

class Base(Configuration):
    DEBUG = values.BooleanValue(False)
    SECRET_KEY = values.SecretValue()
    ALLOWED_HOSTS = values.ListValue(["example.com"])
    DATABASES = values.DatabaseURLValue("sqlite:///db.sqlite3", environ_name="DB")
    NAME = "base"

class Prod(Base):
    TOKEN = values.Value("none", environ_prefix=None)
    @property
    def NAME(self):
        return "prod " + self.TOKEN
`;

const read = ({ settings }: ReturnType<typeof evaluate>, name: string) =>
  settings
    .readings(name)
    .map(({ value, when }) => display(value, "", 300) + (when === undefined ? "" : ` if ${when}`));

describe("configurations", () => {
  const prod = settings(CODE, "Prod");

  it("gives the default where the variable is missing", () => {
    expect(read(prod, "DEBUG")).toContain("False if DJANGO_DEBUG is not set");
    expect(read(prod, "TOKEN")).toEqual(["depends on TOKEN if TOKEN is set", "'none' if TOKEN is not set"]);
    expect(read(prod, "NAME")).toEqual([
      "depends on TOKEN if TOKEN is set",
      "'prod none' if TOKEN is not set",
    ]);
    expect(read(prod, "ALLOWED_HOSTS")).toEqual([
      "depends on DJANGO_ALLOWED_HOSTS if DJANGO_ALLOWED_HOSTS is set",
      "['example.com'] if DJANGO_ALLOWED_HOSTS is not set",
    ]);
    expect(read(prod, "DATABASES")[1]).toContain("db.sqlite3");
  });

  it("raises only where a required variable is missing", () => {
    expect(prod.startup).toMatchObject({ state: "may-raise", when: "DJANGO_SECRET_KEY is not set" });
    expect(read(prod, "SECRET_KEY")).toEqual(["depends on DJANGO_SECRET_KEY"]);
  });

  it("knows where in the class a value stands", () => {
    const { start, end } = prod.settings.location("ALLOWED_HOSTS");
    expect(CODE.slice(start, end)).toBe('values.ListValue(["example.com"])');
    expect(CODE.slice(prod.settings.location("NAME").start)).toMatch(/^def NAME/);
  });

  it("knows nothing where nobody says which class it is", () => {
    const open = settings(CODE);
    expect(open.settings.open).toBe("the configuration class that DJANGO_CONFIGURATION names is not known");
    expect(open.startup).toMatchObject({ state: "may-raise", when: "DJANGO_CONFIGURATION is not set" });
    expect(read(open, "DEBUG")).toEqual([
      "not known: the configuration class that DJANGO_CONFIGURATION names is not known",
    ]);
  });

  it("fails where the class is missing", () => {
    expect(settings(CODE, "Nothing").startup).toMatchObject({
      state: "raises",
      exception: "AttributeError: Couldn't find configuration 'Nothing' in module 'site.settings'",
    });
  });
});
