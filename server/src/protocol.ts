/** The custom messages between the VS Code client and the server, beside those of the Language Server Protocol. */
import type { CodeAction, Range, WorkspaceEdit } from "vscode-languageserver-types";
import type { Answers } from "./checklist/answers";
import type { ProbeReport } from "./probe/probe";

/** Sent with `initialize`. */
export interface InitializationOptions {
  /**
   * The WebAssembly files as base64, for hosts where the server cannot read them itself (the browser).
   */
  readonly wasm?: {
    readonly runtime: string;
    readonly python: string;
    readonly bash: string;
    readonly yaml: string;
  };
  /** True if the server must ask the client for files (virtual workspaces, the browser). */
  readonly filesThroughClient?: boolean;
}

/** Server → client request: one file's text. `null` if there is none; "too-large" past the limit; "binary" if not UTF-8. */
export namespace ReadFileRequest {
  export const method = "djangoPreflight/readFile";
  export interface Params {
    readonly uri: string;
    /** In bytes. */
    readonly limit: number;
  }
  export type Result = { readonly text: string } | { readonly problem: "too-large" | "binary" } | null;
}

/** Server → client request: the entries of one directory, or null if there is none. */
export namespace ReadDirectoryRequest {
  export const method = "djangoPreflight/readDirectory";
  export interface Params {
    readonly uri: string;
  }
  export type Result = readonly { readonly name: string; readonly kind: "file" | "directory" }[] | null;
}

/** Server → client notification, after each analysis: all the checklist view shows. */
export namespace ChecklistNotification {
  export const method = "djangoPreflight/checklist";
  export interface Params {
    readonly projects: readonly ChecklistProject[];
  }
}

export interface ChecklistProject {
  /** URI of the project's root directory: with it the client finds `.preflight/checklist.json`. */
  readonly rootUri: string;
  readonly name: string;
  /** The production settings module, or null if none was found. */
  readonly settings: string | null;
  readonly settingsReason: string;
  readonly candidates: readonly string[];
  /** "5.2", "4.2 to 5.2", or null. */
  readonly django: string | null;
  readonly djangoReason: string;
  /** Shown findings of severity error: the badge. */
  readonly blocking: number;
  readonly sections: readonly ChecklistSection[];
}

export interface ChecklistSection {
  readonly title: string;
  readonly items: readonly ChecklistItem[];
}

export interface ChecklistItem {
  /** Stable: the key in `.preflight/checklist.json`. */
  readonly id: string;
  readonly title: string;
  /** One sentence. */
  readonly why: string;
  readonly link: string;
  /** What people search for beside the title: names of settings and services, and what it was called formerly. */
  readonly keywords?: readonly string[];
  /**
   * automatic: the files decide, and the item has no checkbox. evidence: the files suggest it, a person confirms.
   * manual: only a person knows.
   */
  readonly kind: "automatic" | "evidence" | "manual";
  /** Of automatic items: ok, problem, unknown (with the reason); of evidence: found or open; of manual ones: open. */
  readonly state: "ok" | "problem" | "unknown" | "found" | "open" | "not-applicable";
  /** Why the state is what it is, in one sentence. */
  readonly detail: string;
  /** The line that decides it. */
  readonly location?: { readonly uri: string; readonly range: Range };
  /** Of problems: whether it breaks or exposes production now. */
  readonly blocking?: boolean;
  /** Whether there may be fixes of what keeps it from being done, for ItemFixesRequest. */
  readonly fixable?: boolean;
}

/** Client → server request: the fixes of what keeps an item from being done. Empty if there are none any more. */
export namespace ItemFixesRequest {
  export const method = "djangoPreflight/itemFixes";
  export interface Params {
    readonly rootUri: string;
    readonly itemId: string;
  }
  export type Result = readonly ItemFix[];
}

export interface ItemFix {
  /** As the editor gets it at the line of the finding; without an edit it is completed by `codeAction/resolve`. */
  readonly action: CodeAction;
  /** What the finding says. */
  readonly problem: string;
  /** True if somebody should look at the change. */
  readonly review: boolean;
}

/** Client → server request: use another production settings module for a project (null: choose by itself again). */
export namespace SetSettingsModuleRequest {
  export const method = "djangoPreflight/setSettingsModule";
  export interface Params {
    readonly rootUri: string;
    readonly module: string | null;
  }
}

/**
 * `workspace/executeCommand`, for every editor: applies all fixes but steps and matters of taste, as one edit that the editor
 * shows first if it can. The result is PreparedSettings or null.
 */
export namespace PrepareSettingsCommand {
  export const name = "djangoPreflight.applyAllFixes";
  export interface Argument {
    /** The root of one project; by default all projects of the first folder. */
    readonly rootUri?: string;
  }
}

export interface PreparedSettings {
  readonly fixes: readonly string[];
  readonly variables: readonly PlannedVariable[];
  /** False if there was nothing to change, or the person decided against it. */
  readonly changed: boolean;
}

/** An environment variable that the settings would ask for and do not now, or would not do without any more. */
export interface PlannedVariable {
  readonly name: string;
  readonly use: "production" | "development" | "add-on";
  readonly required: boolean;
  /** What it must be where people develop, unless any value does. */
  readonly value?: string;
}

/** A file that a plan changes. */
export interface PlannedFile {
  readonly uri: string;
  /** null: the file does not exist then. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Client → server request: what PrepareSettingsCommand would do to one project. */
export namespace PlanFixesRequest {
  export const method = "djangoPreflight/planFixes";
  export interface Params {
    readonly rootUri: string;
  }
  export interface Result {
    readonly fixes: readonly string[];
    readonly variables: readonly PlannedVariable[];
    /** null: the file does not exist then. */
    readonly files: readonly PlannedFile[];
    readonly edit: WorkspaceEdit;
  }
}

/** Client → server request: the files that bring a project to Heroku as it is. Null if there is no such project. */
export namespace PlanDeploymentRequest {
  export const method = "djangoPreflight/planDeployment";
  export interface Params {
    readonly rootUri: string;
    /** buildpack: Procfile, .python-version and app.json; container: heroku.yml and Dockerfile. */
    readonly kind: "buildpack" | "container";
  }
  export interface Result {
    /** What people should know, in whole sentences. */
    readonly notes: readonly string[];
    readonly files: readonly PlannedFile[];
    readonly edit: WorkspaceEdit;
  }
}

/**
 * Client → server request: looks at a deployed site over the network, because a person asked for it. Only servers that have
 * `experimental.probe` among their capabilities answer it. It can be cancelled; with a token, each address that is asked for is
 * reported as work-done progress.
 */
export namespace ProbeRequest {
  export const method = "djangoPreflight/probe";
  export interface Params {
    /** What the person typed. */
    readonly url: string;
    /** The project whose settings are compared. */
    readonly rootUri?: string;
    readonly workDoneToken?: string;
  }
  /** The report, or what is wrong with the address, in one sentence. */
  export type Result = { readonly report: ProbeReport } | { readonly problem: string };
}

/**
 * Client → server request: the launch report of some projects as text. With the client's answers, which may not all be in the
 * files yet.
 */
export namespace LaunchReportRequest {
  export const method = "djangoPreflight/launchReport";
  export interface Params {
    readonly projects: readonly {
      readonly rootUri: string;
      readonly answers: Answers;
      /** Why they are not all there, for the report. */
      readonly answersProblem?: string;
    }[];
    readonly format: "markdown" | "html";
    /** ISO 8601: 2026-03-01. */
    readonly date: string;
  }
  export type Result = string;
}
