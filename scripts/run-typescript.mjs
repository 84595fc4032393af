// Runs one TypeScript file of the repository: node scripts/run-typescript.mjs FILE [ARGUMENT...]
import process from "node:process";
import { importTypeScript } from "./lib/typescript.mjs";

const [entry, ...args] = process.argv.slice(2);
process.argv.splice(1, process.argv.length, entry, ...args);
await importTypeScript({ entry });
