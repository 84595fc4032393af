/** The tests of ../inhost, inside the extension host of the workbench. */
import { buildSuite } from "../inhost/build.mjs";

export default async function ({ step, site, installed, server, workbench }) {
  const suite = await buildSuite();
  const [code, vscode] = [await server({ smokeTestDriver: true }), await workbench()];
  await step("the tests inside the extension host pass", async () => {
    await vscode.runTests(
      code.url(site(), [
        ["extensionDevelopmentPath", code.uri(installed)],
        ["extensionTestsPath", code.uri(suite)],
      ]),
    );
  });
}
