import { defineConfig } from "vitest/config";

const minutes = 60_000;

/** The layers of the tests; scripts/test.mjs runs them one after the other. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/{lsp,conformance,bundle,e2e,host,fixtures}/**"],
          testTimeout: 5 * minutes,
        },
      },
      {
        test: {
          name: "lsp",
          include: ["test/lsp/**/*.test.ts"],
          testTimeout: 5 * minutes,
          // At the end folders of many projects are deleted.
          hookTimeout: 5 * minutes,
        },
      },
      {
        test: {
          name: "conformance",
          include: ["test/conformance/**/*.test.ts"],
          globalSetup: ["test/conformance/venvs.mjs"],
          testTimeout: 5 * minutes,
          hookTimeout: 5 * minutes,
        },
      },
      {
        test: {
          name: "bundle",
          include: ["test/bundle/**/*.test.ts"],
          globalSetup: ["test/conformance/venvs.mjs"],
          fileParallelism: false,
          testTimeout: 5 * minutes,
          hookTimeout: 5 * minutes,
        },
      },
    ],
  },
});
