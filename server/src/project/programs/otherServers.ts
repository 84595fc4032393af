/** Daphne, Hypercorn, Granian, Waitress and uWSGI: the options that their `--help` shows; of uWSGI's 900 those that matter here. */
import { optionTable } from "./options";

export const daphneOptions = optionTable(
  `
-p --port; PORT; 8000; The port that it listens on; it does not look at PORT by itself.
-b --bind; HOST; 127.0.0.1; The address that it listens on; 0.0.0.0 is every one.
--websocket_timeout; SECONDS; 86400; How long a WebSocket may stay open; -1 is for ever.
--websocket_connect_timeout; SECONDS; 5; How long the start of a WebSocket may take; -1 is for ever.
-u --unix-socket; FILE; ; Listens on a Unix socket instead.
--fd; INT; ; Listens on a socket that is open already.
-e --endpoint; TEXT*; ; Where it listens, in Twisted's own words.
-v --verbosity; INT; 1; How much it logs.
-t --http-timeout; SECONDS; ; How long the answer to a request may take.
--access-log; FILE; ; Where requests are logged; - is standard output.
--log-fmt; FORMAT; ; How a line of the log looks.
--ping-interval; SECONDS; 20; How long a WebSocket may be idle before it is pinged.
--ping-timeout; SECONDS; 30; How long the answer to a ping may take.
--websocket-max-message-size; BYTES; ; The largest WebSocket message.
--websocket-max-frame-size; BYTES; ; The largest WebSocket frame.
--application-close-timeout; SECONDS; 10; How long the application may go on after its client has gone.
--root-path; PATH; ; The path that the application is mounted at.
--proxy-headers; ; ; Takes visitors' addresses from X-Forwarded-For and X-Forwarded-Port.
--proxy-headers-host; NAME; X-Forwarded-For; The header that holds the visitor's address.
--proxy-headers-port; NAME; X-Forwarded-Port; The header that holds the visitor's port.
-s --server-name; TEXT; daphne; The header Server of every answer.
--no-server-name; ; ; Sends no header Server.
-h --help; ; ; Shows all options and exits.
`,
  { abbreviates: true },
);

export const hypercornOptions = optionTable(
  `
-b --bind; ADDRESS*; 127.0.0.1:8000; Where it listens: host and port; it does not look at PORT by itself.
--insecure-bind; ADDRESS*; ; Listens here without TLS, where TLS is set up.
--quic-bind; ADDRESS*; ; Listens here for HTTP/3.
-c --config; FILE; ; A TOML file, \`file:\` and a Python file, or \`python:\` and a module.
-k --worker-class; asyncio,uvloop,trio; asyncio; The event loop of the workers.
-w --workers; INT; 1; How many processes serve requests.
--access-log; FILE; ; The old name of --access-logfile.
--access-logfile @accesslog; FILE; ; Where requests are logged; - is standard output.
--access-logformat @access_log_format; FORMAT; ; How a line of the access log looks.
--error-log; FILE; ; The old name of --error-logfile.
--error-logfile --log-file @errorlog; FILE; -; Where its own messages are logged; - is standard error.
--log-config @logconfig; FILE; ; A logging configuration; \`json:\` or \`toml:\` before it names the format.
--log-level @loglevel; debug,info,warning,error,critical; info; How much it logs.
--backlog; INT; 100; How many connections may wait to be accepted.
--graceful-timeout; SECONDS; 3; How long requests may finish after the signal to stop.
--read-timeout; SECONDS; ; How long a client may take to send something.
--keep-alive @keep_alive_timeout; SECONDS; 5; How long an idle connection is kept for the next request.
--max-requests; INT; ; A worker is replaced after this many requests.
--max-requests-jitter; INT; 0; Spreads these restarts by up to this many requests.
--websocket-ping-interval; SECONDS; ; How often an open WebSocket is pinged.
--root-path; PATH; ; The path that the application is mounted at.
--server-name @server_names; NAME*; ; A host that is served; requests for others get 404.
-D --daemon; ; ; Runs its workers as daemons.
--debug; ; ; Logs and checks more.
--reload @use_reloader; ; ; Restarts when code changes; for development only.
--ca-certs; FILE; ; The authorities that clients' certificates come from.
--certfile; FILE; ; The certificate for TLS.
--keyfile; FILE; ; The private key for TLS.
--keyfile-password; TEXT; ; The password of the private key.
--cert-reqs; INT; ; Whether clients need a certificate.
--verify-mode; MODE; ; Whether clients need a certificate, by the name in Python's ssl.
--ciphers; CIPHERS; ; The ciphers of TLS.
--statsd-host; ADDRESS; ; The StatsD server that gets numbers about requests.
--statsd-prefix; TEXT; ; What the names of numbers start with.
-p --pid @pid_path; FILE; ; Writes the process id to this file.
-g --group; GROUP; ; The group that owns Unix sockets.
-u --user; USER; ; The user that owns Unix sockets.
-m --umask; INT; ; The file mode mask of Unix sockets.
--version; ; ; Shows the version and exits.
-h --help; ; ; Shows all options and exits.
`,
  { abbreviates: true },
);

export const granianOptions = optionTable(
  `
--interface; asgi,asginl,rsgi,wsgi; rsgi; What it speaks to the application; Django is asginl or wsgi.
--host; HOST; 127.0.0.1; The address that it listens on; 0.0.0.0 is every one.
--port; PORT; 8000; The port that it listens on; it does not look at PORT by itself.
--uds; FILE; ; Listens on a Unix socket instead.
--uds-permissions; MODE; ; The file mode of the Unix socket.
--http; auto,1,2; auto; The version of HTTP.
--ws --no-ws; ; on; Speaks WebSockets.
--workers; INT; 1; How many processes serve requests.
--threads; INT; ; The old name of --runtime-threads.
--blocking-threads; INT; ; Threads of each process that run the application.
--blocking-threads-idle-timeout; SECONDS; 30; How long such a thread may be idle.
--runtime-threads; INT; 1; Threads of each process that speak to the network.
--runtime-blocking-threads; INT; ; Threads of each process for files.
--runtime-mode; auto,mt,st; auto; Whether the network threads share their work.
--loop; auto,asyncio,rloop,uvloop,winloop; auto; The event loop.
--task-impl; asyncio,rust; asyncio; How asynchronous tasks are run.
--backlog; INT; 1024; How many connections may wait to be accepted.
--backpressure; INT; ; How many requests a process takes at once.
--http1-buffer-size; BYTES; 417792; The largest buffer of an HTTP/1 connection.
--http1-header-read-timeout; MILLISECONDS; 30000; How long headers may take to arrive.
--http1-keep-alive --no-http1-keep-alive; ; on; Keeps HTTP/1 connections for the next request.
--http1-pipeline-flush --no-http1-pipeline-flush; ; ; Sends answers to pipelined requests together.
--http2-adaptive-window --no-http2-adaptive-window; ; ; Lets HTTP/2 find its own flow control window.
--http2-initial-connection-window-size; BYTES; ; The first HTTP/2 window of a connection.
--http2-initial-stream-window-size; BYTES; ; The first HTTP/2 window of a request.
--http2-keep-alive-interval; MILLISECONDS; ; How often an HTTP/2 connection is pinged.
--http2-keep-alive-timeout; SECONDS; 20; How long the answer to a ping may take.
--http2-max-concurrent-streams; INT; 200; How many HTTP/2 requests one connection may carry at once.
--http2-max-frame-size; BYTES; 16384; The largest HTTP/2 frame.
--http2-max-headers-size; BYTES; ; The largest set of HTTP/2 headers.
--http2-max-send-buffer-size; BYTES; ; The largest HTTP/2 send buffer.
--log --no-log; ; on; Logs what it does.
--log-level; critical,error,warning,warn,info,debug,notset; info; How much it logs.
--log-config; FILE; ; A logging configuration in JSON.
--access-log --no-access-log; ; ; Logs every request.
--access-log-fmt; FORMAT; ; How a line of the access log looks.
--ssl-certificate; FILE; ; The certificate for TLS.
--ssl-keyfile; FILE; ; The private key for TLS.
--ssl-keyfile-password; TEXT; ; The password of the private key.
--ssl-protocol-min; tls1.2,tls1.3; tls1.3; The oldest TLS that is accepted.
--ssl-ca; FILE; ; The authorities that clients' certificates come from.
--ssl-crl; FILE*; ; Certificates that are not accepted any more.
--ssl-client-verify --no-ssl-client-verify; ; ; Clients need a certificate.
--url-path-prefix; PATH; ; The path that the application is mounted at.
--respawn-failed-workers --no-respawn-failed-workers; ; ; Starts processes again that have crashed.
--respawn-interval; SECONDS; 3.5; How long it waits between such starts.
--rss-sample-interval; SECONDS; 30; How often memory is looked at.
--rss-samples; INT; 1; How many looks in a row must be over the limit.
--workers-lifetime; SECONDS; ; A process is replaced after this time.
--workers-max-rss; MIB; ; A process is replaced once it has this much memory.
--workers-kill-timeout; SECONDS; ; How long a process may take to stop.
--factory --no-factory; ; ; The application is a function that makes the application.
--working-dir; DIRECTORY; ; Changes to this directory before the application is loaded.
--env-files; FILE*; ; Files of environment variables to load.
--static-path-route; PATH*; /static; The path that static files are served at.
--static-path-mount; DIRECTORY*; ; The directory that static files are served from.
--static-path-dir-to-file; NAME; ; The file that stands for a directory.
--static-path-expires; SECONDS; 86400; How long browsers may keep static files.
--metrics --no-metrics; ; ; Serves numbers about itself for Prometheus.
--metrics-scrape-interval; SECONDS; 15; How often these numbers are collected.
--metrics-address; HOST; 127.0.0.1; The address that the numbers are served at.
--metrics-port; PORT; 9090; The port that the numbers are served at.
--reload --no-reload; ; ; Restarts when code changes; for development only.
--reload-paths; DIRECTORY*; ; Directories that --reload watches.
--reload-ignore-dirs; NAME*; ; Directories that --reload does not watch.
--reload-ignore-patterns; PATTERN*; ; Files that --reload does not watch.
--reload-ignore-paths; FILE*; ; Paths that --reload does not watch.
--reload-tick; MILLISECONDS; 50; How often --reload looks.
--reload-ignore-worker-failure --no-reload-ignore-worker-failure; ; ; Goes on after a process failed, with --reload.
--process-name; TEXT; ; The name that processes show in ps.
--pid-file; FILE; ; Writes the process id to this file.
--version; ; ; Shows the version and exits.
--help; ; ; Shows all options and exits.
`,
  { abbreviates: false },
);

export const waitressOptions = optionTable(
  `
--call; ; ; The application is a function that makes the application.
--host; HOST; 0.0.0.0; The address that it listens on.
--port; PORT; 8080; The port that it listens on; it does not look at PORT by itself.
--listen; ADDRESS*; ; Where it listens: host and port, instead of --host and --port.
--ipv4; ; on; Listens on IPv4.
--no-ipv4; ; ; Does not listen on IPv4.
--ipv6; ; on; Listens on IPv6.
--no-ipv6; ; ; Does not listen on IPv6.
--unix-socket; FILE; ; Listens on a Unix socket instead.
--unix-socket-perms; MODE; 600; The file mode of the Unix socket.
--threads; INT; 4; How many threads serve requests.
--trusted-proxy; ADDRESS; ; The proxy whose forwarded headers are believed; * is any.
--trusted-proxy-count; INT; 1; How many proxies stand in a row.
--trusted-proxy-headers; NAMES; ; The headers that the proxy sets: \`x-forwarded-proto\` and others.
--log-untrusted-proxy-headers; ; ; Logs forwarded headers that are not believed.
--no-log-untrusted-proxy-headers; ; ; Does not log forwarded headers that are not believed.
--clear-untrusted-proxy-headers; ; on; Removes forwarded headers that are not believed.
--no-clear-untrusted-proxy-headers; ; ; Keeps forwarded headers that are not believed.
--url-scheme; http,https; http; The scheme that the application is told.
--url-prefix; PATH; ; The path that the application is mounted at.
--ident; TEXT; waitress; The header Server of every answer.
--backlog; INT; 1024; How many connections may wait to be accepted.
--recv-bytes; BYTES; 8192; How much is read at once.
--send-bytes; BYTES; 18000; How much is sent at once.
--outbuf-overflow; BYTES; 1048576; Larger answers go through a file.
--outbuf-high-watermark; BYTES; 16777216; The application waits while this much is to be sent.
--inbuf-overflow; BYTES; 524288; Larger requests go through a file.
--connection-limit; INT; 100; How many connections are open at once.
--cleanup-interval; SECONDS; 30; How often idle connections are looked for.
--channel-timeout; SECONDS; 120; How long a connection may be idle.
--log-socket-errors; ; on; Logs clients that go before they have their answer.
--no-log-socket-errors; ; ; Does not log clients that go before they have their answer.
--max-request-header-size; BYTES; 262144; The largest headers of a request.
--max-request-body-size; BYTES; 1073741824; The largest body of a request.
--expose-tracebacks; ; ; Shows visitors the traceback of an error; for development only.
--no-expose-tracebacks; ; on; Shows visitors no tracebacks.
--asyncore-loop-timeout; SECONDS; 1; How long it waits for the network at once.
--asyncore-use-poll; ; ; Uses poll() instead of select().
--no-asyncore-use-poll; ; on; Uses select().
--channel-request-lookahead; INT; 0; How many requests of a connection are read ahead.
--server-name; NAME; ; The name of the server that the application is told.
--help; ; ; Shows all options and exits.
`,
  { abbreviates: true },
);

export const uwsgiOptions = optionTable(
  `
--http; ADDRESS*; ; Starts a router process that speaks HTTP here and hands requests on to the workers.
--http-socket; ADDRESS*; ; Workers listen here and speak HTTP themselves.
--http11-socket; ADDRESS*; ; Like --http-socket, with HTTP 1.1 connections that are kept.
-s --socket; ADDRESS*; ; Workers listen here and speak the uwsgi protocol, which Heroku's router does not.
--uwsgi-socket; ADDRESS*; ; Workers listen here and speak the uwsgi protocol, which Heroku's router does not.
--protocol --socket-protocol; http,uwsgi; uwsgi; What is spoken on --socket.
--ini; FILE*; ; A configuration file; options without their dashes.
-y --yaml; FILE*; ; A configuration file in YAML.
-j --json; FILE*; ; A configuration file in JSON.
-x --xml; FILE*; ; A configuration file in XML.
-w --module --wsgi; MODULE; ; The application: mysite.wsgi, or mysite.wsgi:application.
--wsgi-file --file; FILE; ; The file that holds the application.
--callable; NAME; application; The name of the application in its module.
--mount; PATH=MODULE*; ; Mounts an application at a path.
--manage-script-name; ; ; Sets SCRIPT_NAME for mounted applications.
--chdir; DIRECTORY; ; Changes to this directory before the application is loaded.
--pythonpath --python-path --pp; DIRECTORY*; ; A directory to import from.
-H --home --virtualenv --venv --pyhome; DIRECTORY; ; The virtual environment.
--env; NAME=VALUE*; ; Sets an environment variable.
-M --master; ; ; Starts a master process, which looks after the workers.
-p --processes --workers; INT; 1; How many worker processes serve requests.
--threads; INT; ; Threads of each worker.
-T --enable-threads; ; ; Lets the application start threads of its own.
--die-on-term; ; ; Stops at SIGTERM, as Heroku expects; without it, the signal is a reload.
--hook-master-start; HOOK*; ; What the master does at its start: \`unix_signal:15 gracefully_kill_them_all\`.
--vacuum; ; ; Removes its sockets and files at the end.
--need-app; ; ; Stops if the application cannot be loaded.
--strict; ; ; Refuses options that it does not know.
-t --harakiri; SECONDS; ; Kills a worker whose request takes longer.
-R --max-requests; INT; ; A worker is replaced after this many requests.
--max-requests-delta; INT; ; Spreads these restarts.
--max-worker-lifetime; SECONDS; ; A worker is replaced after this time.
--reload-on-rss; MIB; ; A worker is replaced once it has this much memory.
--worker-reload-mercy; SECONDS; 60; How long a worker may take to stop.
-b --buffer-size; BYTES; 4096; The largest headers of a request.
--lazy-apps; ; ; Loads the application in each worker.
-i --single-interpreter; ; ; Uses one Python interpreter for all applications.
--http-timeout; SECONDS; 60; How long the router of --http waits.
--http-keepalive; ; ; The router of --http keeps connections.
--http-auto-chunked; ; ; The router of --http sends long answers in pieces.
--http-processes; INT; 1; How many processes the router of --http has.
--http-websockets; ; ; The router of --http lets WebSockets through.
--static-map; PATH=DIRECTORY*; ; Serves a directory of files at a path.
--check-static; DIRECTORY*; ; Serves the files of a directory.
--static-expires; PATTERN; ; How long browsers may keep files.
--offload-threads; INT; ; Threads that send files.
-L --disable-logging; ; ; Does not log requests.
--log-master; ; ; The master writes the log.
--log-x-forwarded-for; ; ; Logs the visitor's address instead of the proxy's.
--log-4xx; ; ; Logs requests that are refused.
--log-5xx; ; ; Logs requests that fail.
--logto; FILE; ; Where it logs.
--logto2; FILE; ; Where it logs, once privileges are dropped.
-d --daemonize; FILE; ; Goes to the background and logs to a file; the command ends, so a dyno would end too.
--daemonize2; FILE; ; Goes to the background once the application is loaded.
--py-autoreload; SECONDS; ; Restarts when code changes; for development only.
--plugin --plugins; NAME*; ; Loads a plugin.
--uid; USER; ; The user that it runs as.
--gid; GROUP; ; The group that it runs as.
--stats; ADDRESS; ; Serves numbers about itself.
--harakiri-verbose; ; ; Says more about workers that were killed.
--auto-procname; ; ; Gives processes names that show in ps.
--ignore-sigpipe; ; ; Does not log visitors that have gone.
--ignore-write-errors; ; ; Does not log answers that could not be sent.
--disable-write-exception; ; ; Does not raise where an answer could not be sent.
--thunder-lock; ; ; Lets workers accept connections one after the other.
--cheaper; INT; ; The least number of workers, where they come and go.
--wsgi-disable-file-wrapper; ; ; Does not use sendfile() for files.
`,
  { abbreviates: true },
);
