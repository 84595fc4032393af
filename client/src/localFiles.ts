/** What only a host with Node can do with the files of its own machine. */

export interface LocalFiles {
  /** Git's configuration files for this person, in the order in which the later one wins. They may not exist. */
  readonly gitConfigs: readonly string[];
  /** Replaces the content of a file in one step, or makes the file with its directory. The path is absolute. */
  replace(path: string, bytes: Uint8Array): Promise<void>;
}
