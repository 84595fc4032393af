/** What VS Code calls to run the tests inside its extension host. */
import path from "node:path";
import Mocha from "mocha";

/** Runs the tests; VS Code exits with an error if the promise is rejected. */
export function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 60_000, color: false });
  mocha.addFile(path.join(__dirname, "extension.test.js"));
  return new Promise((resolve, reject) => {
    mocha.run((failures) => (failures === 0 ? resolve() : reject(new Error(`${failures} tests failed`))));
  });
}
