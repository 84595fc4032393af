/** What the names of processes mean to Heroku, and by custom. */

export interface ProcessType {
  readonly name: string;
  /** A few words. */
  readonly detail: string;
  /** Markdown: one or two sentences. */
  readonly documentation: string;
}

const PROCFILE_PAGE = "https://devcenter.heroku.com/articles/procfile";

/** In the order in which they are offered. */
export const PROCESS_TYPES: readonly ProcessType[] = [
  {
    name: "web",
    detail: "receives HTTP requests",
    documentation: `The only process type that receives requests. Heroku's router sends them to the port in \`$PORT\`; a process
that does not listen there within 60 seconds is stopped (R10).\n\n[Procfile](${PROCFILE_PAGE}#the-web-process-type)`,
  },
  {
    name: "release",
    detail: "runs once for each release",
    documentation: `Runs on a one-off dyno after each build and each change of config vars, before the new release starts. If it
fails, the old release keeps running. Files that it writes are lost afterwards.\n\n[Release phase](https://devcenter.heroku.com/articles/release-phase)`,
  },
  {
    name: "worker",
    detail: "runs background jobs",
    documentation: `A process for background jobs, which gets no requests. The name is a custom: to Heroku only
\`web\` and \`release\` are special. It does not run until you scale it up: \`heroku ps:scale worker=1\`.\n\n[Procfile](${PROCFILE_PAGE})`,
  },
  {
    name: "beat",
    detail: "starts periodic jobs",
    documentation: `By custom Celery's scheduler. Run exactly one dyno of it: two would start every job twice. It does
not run until you scale it up: \`heroku ps:scale beat=1\`.`,
  },
];

const CLOCK: ProcessType = {
  name: "clock",
  detail: "starts periodic jobs",
  documentation: `By custom a scheduler of jobs. Run exactly one dyno of it: two would start every job twice.\n\n[Scheduled jobs](https://devcenter.heroku.com/articles/scheduled-jobs-custom-clock-processes)`,
};

/** What a process type means; any other name is a process that only scaling starts. */
export function processType(name: string): ProcessType {
  return (
    [...PROCESS_TYPES, CLOCK].find((type) => type.name === name) ?? {
      name,
      detail: "a process of your own",
      documentation: `A process that gets no requests. It does not run until you scale it up: \`heroku ps:scale ${name}=1\`.\n\n[Procfile](${PROCFILE_PAGE})`,
    }
  );
}
