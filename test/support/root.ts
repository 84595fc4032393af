/** The repository: npm and vitest run everything from there. */
export const root = process.cwd();
