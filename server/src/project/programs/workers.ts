/** Celery's worker and beat and RQ's worker: the options that their `--help` shows. */
import { optionTable } from "./options";

/** What stands between `celery` and the subcommand. */
const CELERY = `
-A --app; MODULE; ; The Celery application: mysite, or mysite.celery:app.
-b --broker; URL; ; Where messages go; the settings say it otherwise.
--result-backend; URL; ; Where results are kept; the settings say it otherwise.
--loader; CLASS; ; The class that loads the application.
--config; MODULE; ; The module of the configuration.
--workdir; DIRECTORY; ; Changes to this directory first.
-C --no-color; ; ; Does not colour its log.
-q --quiet; ; ; Logs less than usual.
--version; ; ; Shows the version and exits.
--skip-checks; ; ; Does not run Django's checks at the start.
--help; ; ; Shows all options and exits.
`;

const DAEMON = `
-l --loglevel; DEBUG,INFO,WARNING,ERROR,CRITICAL,FATAL; WARNING; How much it logs.
-f --logfile; FILE; ; Where it logs instead of standard error.
--pidfile; FILE; ; Writes the process id to this file.
--uid; USER; ; The user that it runs as.
--gid; GROUP; ; The group that it runs as.
--umask; INT; ; The file mode mask of what it writes.
--executable; FILE; ; The Python that it runs with.
`;

export const celeryOptions = optionTable(CELERY, { abbreviates: false });

export const celeryWorkerOptions = optionTable(
  `
-c --concurrency; INT; one for each CPU; How many tasks run at once.
-P --pool; prefork,eventlet,gevent,solo,processes,threads,custom; prefork; How tasks run at once.
-Q --queues; NAMES; ; The queues that it takes tasks from, with commas between them.
-X --exclude-queues; NAMES; ; Queues that it leaves alone.
-B --beat; ; ; Starts the scheduler in this worker too; with two workers every task would be sent twice.
-s --schedule-filename --schedule; FILE; celerybeat-schedule; Where the scheduler of --beat keeps its state.
--scheduler; CLASS; ; The class of that scheduler.
-n --hostname; NAME; ; The name of the worker.
-D --detach; ; ; Goes to the background; the command ends, so a dyno would end too.
-S --statedb; FILE; ; Where it keeps the tasks that were revoked.
-O --optimization; default,fair; fair; How tasks are handed to processes.
--prefetch-multiplier; INT; 4; How many tasks each process takes ahead.
--disable-prefetch; ; ; Takes a task only when a process is free; Redis only.
-E --task-events --events; ; ; Sends events that monitors show.
--time-limit; SECONDS; ; Kills a task that takes longer.
--soft-time-limit; SECONDS; ; Raises SoftTimeLimitExceeded in a task that takes longer.
--max-tasks-per-child; INT; ; A process is replaced after this many tasks, which keeps leaks small.
--max-memory-per-child; KIB; ; A process is replaced once it has this much memory.
--pool-start-method; fork,spawn; fork; How processes of the pool are started.
--purge --discard; ; ; Throws away all tasks that wait.
-I --include; MODULES; ; More modules to import.
--without-gossip; ; ; Does not listen to other workers.
--without-mingle; ; ; Does not wait for other workers at the start.
--without-heartbeat; ; ; Sends no heartbeats.
--heartbeat-interval; SECONDS; ; How often it sends heartbeats.
--autoscale; MAX,MIN; ; Lets the number of processes follow the load.
${DAEMON}${CELERY}`,
  { abbreviates: false },
);

export const celeryBeatOptions = optionTable(
  `
-s --schedule; FILE; celerybeat-schedule; Where it keeps its state, which a restarted dyno has lost.
-S --scheduler; CLASS; ; The class of the scheduler: django_celery_beat.schedulers:DatabaseScheduler keeps its state in the database.
--max-interval; SECONDS; ; The longest that it sleeps.
--detach; ; ; Goes to the background; the command ends, so a dyno would end too.
--enable-remote-control; ; ; Answers \`celery inspect ping\`.
--no-enable-remote-control; ; ; Does not answer \`celery inspect ping\`.
-n --hostname; NAME; ; The name that it answers to.
${DAEMON}${CELERY}`,
  { abbreviates: false },
);

export const rqWorkerOptions = optionTable(
  `
-b --burst; ; ; Ends when no job is left.
-u --url; URL; ; Where Redis is.
-c --config; MODULE; ; The module of the configuration.
-n --name; NAME; ; The name of the worker.
-s --with-scheduler; ; ; Also moves jobs whose time has come to their queues.
-w --worker-class; CLASS; rq.Worker; The class of the worker.
-j --job-class; CLASS; ; The class of jobs.
--queue-class; CLASS; ; The class of queues.
--connection-class; CLASS; ; The class of the connection to Redis.
-S --serializer; CLASS; ; What jobs are written with: json, pickle, or a class.
-P --path; DIRECTORY*; ; A directory to import from.
--logging_level; LEVEL; INFO; How much it logs.
--log-format; FORMAT; ; How a line of the log looks.
--date-format; FORMAT; ; How times in the log look.
--results-ttl; SECONDS; 500; How long results are kept.
--worker-ttl; SECONDS; 420; A worker that is silent for longer counts as dead.
--maintenance-interval; SECONDS; 600; How often it cleans up.
--job-monitoring-interval; SECONDS; 30; How often it looks after a running job.
--disable-job-desc-logging; ; ; Does not log what jobs are called with.
-v --verbose; ; ; Logs more than usual.
-q --quiet; ; ; Logs less than usual.
--exception-handler; FUNCTION*; ; Handles jobs that fail.
-d --disable-default-exception-handler; ; ; Leaves out its own handler of jobs that fail.
--pid; FILE; ; Writes the process id to this file.
--max-jobs; INT; ; Ends after this many jobs.
--max-idle-time; SECONDS; ; Ends after this time without a job.
-ds --dequeue-strategy; default,round_robin,random; default; Which of several queues is next.
--help; ; ; Shows all options and exits.
`,
  { abbreviates: false },
);
