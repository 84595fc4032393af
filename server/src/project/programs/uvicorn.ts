/** uvicorn: the options that `uvicorn --help` shows. https://www.uvicorn.org/settings/ */
import { optionTable } from "./options";

export const uvicornOptions = optionTable(
  `
--host; HOST; 127.0.0.1; The address that it listens on; 0.0.0.0 is every one.
--port; PORT; 8000; The port that it listens on; it does not look at PORT by itself.
--uds; FILE; ; Listens on a Unix socket instead.
--fd; INT; ; Listens on a socket that is open already.
--reload; ; ; Restarts when code changes; for development only.
--reload-dir; DIRECTORY*; the current directory; A directory that --reload watches.
--reload-include; PATTERN*; *.py; Files that --reload watches.
--reload-exclude; PATTERN*; .*, .py[cod], .sw.*, ~*; Files that --reload does not watch.
--reload-delay; SECONDS; 0.25; How often --reload looks.
--workers; INT; $WEB_CONCURRENCY, or 1; How many processes serve requests.
--loop; auto,asyncio,uvloop; auto; The event loop.
--http; auto,h11,httptools,zttp; auto; The implementation of HTTP.
--http2; ; ; Speaks HTTP/2; needs \`--http zttp\`.
--ws; auto,none,websockets,websockets-sansio,wsproto; auto; The implementation of WebSockets.
--ws-max-size; BYTES; 16777216; The largest WebSocket message.
--ws-max-queue; INT; 32; How many WebSocket messages may wait.
--ws-ping-interval; SECONDS; 20; How often an open WebSocket is pinged.
--ws-ping-timeout; SECONDS; 20; How long the answer to a ping may take.
--ws-per-message-deflate; BOOLEAN; True; Whether WebSocket messages are compressed.
--lifespan; auto,on,off; auto; Whether the application is told about start and stop; Django does not know that protocol.
--interface; auto,asgi3,asgi2,wsgi; auto; What it speaks to the application.
--env-file; FILE; ; A file of environment variables to load.
--log-config; FILE; ; A logging configuration: .ini, .json or .yaml.
--log-level; critical,error,warning,info,debug,trace; info; How much it logs.
--access-log; ; on; Logs every request.
--no-access-log; ; ; Does not log requests.
--use-colors; ; ; Colours its log.
--no-use-colors; ; ; Does not colour its log.
--proxy-headers; ; on; Believes X-Forwarded-Proto and X-Forwarded-For of trusted proxies.
--no-proxy-headers; ; ; Ignores X-Forwarded headers.
--server-header; ; on; Sends the header Server.
--no-server-header; ; ; Does not send the header Server.
--date-header; ; on; Sends the header Date.
--no-date-header; ; ; Does not send the header Date.
--forwarded-allow-ips; ADDRESSES; $FORWARDED_ALLOW_IPS, or 127.0.0.1,::1; The proxies whose X-Forwarded headers are believed; * is any.
--root-path; PATH; ; The path that the application is mounted at.
--limit-concurrency; INT; ; Answers 503 while this many requests are being served.
--backlog; INT; 2048; How many connections may wait to be accepted.
--limit-max-requests; INT; ; A process ends after this many requests.
--limit-max-requests-jitter; INT; 0; Spreads these ends by up to this many requests.
--timeout-keep-alive; SECONDS; 5; How long an idle connection is kept for the next request.
--timeout-graceful-shutdown; SECONDS; ; How long requests may finish after the signal to stop.
--timeout-worker-healthcheck; SECONDS; 5; How long a process may take to show that it is alive.
--ssl-keyfile; FILE; ; The private key for TLS.
--ssl-certfile; FILE; ; The certificate for TLS.
--ssl-keyfile-password; TEXT; ; The password of the private key.
--ssl-version; INT; 17; The version of TLS.
--ssl-cert-reqs; INT; 0; Whether clients need a certificate.
--ssl-ca-certs; FILE; ; The authorities that clients' certificates come from.
--ssl-ciphers; CIPHERS; ; The ciphers of TLS.
--header; NAME:VALUE*; ; A header that every answer has.
--version; ; ; Shows the version and exits.
--app-dir; DIRECTORY; the current directory; The directory that the application is imported from.
--h11-max-incomplete-event-size; BYTES; ; How much of a request is kept until it is complete.
--reset-contextvars; ; ; Gives each request a fresh context.
--factory; ; ; The application is a function that makes the application.
--help; ; ; Shows all options and exits.
`,
  { abbreviates: false },
);
