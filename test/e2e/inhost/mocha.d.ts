/** The part of mocha that these tests use: it is installed beside them, not in the repository's own node_modules. */
declare module "mocha" {
  export default class Mocha {
    constructor(options: { ui: "bdd"; timeout: number; color: boolean });
    addFile(file: string): this;
    run(done: (failures: number) => void): unknown;
  }
}

declare function describe(title: string, body: () => void): void;
declare function it(title: string, body: () => Promise<void>): void;
declare function before(body: () => Promise<void>): void;
