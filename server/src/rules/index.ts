// Made by `npm run generate` from the files of this directory. Do not edit.
import cacheDummy from "./caching/cache-dummy";
import cacheExposed from "./caching/cache-exposed";
import cacheFileOnHeroku from "./caching/cache-file-on-heroku";
import cacheNoDefault from "./caching/cache-no-default";
import cachePerProcess from "./caching/cache-per-process";
import herokuRedisTls from "./caching/heroku-redis-tls";
import memcachedBackendRemoved from "./caching/memcached-backend-removed";
import redisCacheNeedsDriver from "./caching/redis-cache-needs-driver";
import redisCertNoneSpelling from "./caching/redis-cert-none-spelling";
import redisTlsOptionUnconditional from "./caching/redis-tls-option-unconditional";
import sessionCacheVolatile from "./caching/session-cache-volatile";
import sessionFileOnHeroku from "./caching/session-file-on-heroku";
import boolOfEnv from "./config/bool-of-env";
import boolSettingEnvString from "./config/bool-setting-env-string";
import credentialHardcoded from "./config/credential-hardcoded";
import decoupleNoCast from "./config/decouple-no-cast";
import dotenvCommitted from "./config/dotenv-committed";
import dotenvOverridesPlatform from "./config/dotenv-overrides-platform";
import intSettingEnvString from "./config/int-setting-env-string";
import listSettingSplitEmpty from "./config/list-setting-split-empty";
import pydanticEmptyBool from "./config/pydantic-empty-bool";
import pydanticInsecureDefault from "./config/pydantic-insecure-default";
import pydanticListNeedsJson from "./config/pydantic-list-needs-json";
import settingsModuleNotFound from "./config/settings-module-not-found";
import starImportOverwrites from "./config/star-import-overwrites";
import wrongSettingsModule from "./config/wrong-settings-module";
import connHealthChecksOff from "./database/conn-health-checks-off";
import connMaxAgeAsgi from "./database/conn-max-age-asgi";
import connMaxAgeZero from "./database/conn-max-age-zero";
import databaseMissing from "./database/database-missing";
import databaseUrlUnused from "./database/database-url-unused";
import dbSettingAtTopLevel from "./database/db-setting-at-top-level";
import dbSslNotRequired from "./database/db-ssl-not-required";
import defaultAutoFieldUnset from "./database/default-auto-field-unset";
import driverTooOldForDjango from "./database/driver-too-old-for-django";
import migrationsIgnored from "./database/migrations-ignored";
import noAutoPostgresAddon from "./database/no-auto-postgres-addon";
import pgbouncerServerCursors from "./database/pgbouncer-server-cursors";
import poolNeedsPsycopg3 from "./database/pool-needs-psycopg3";
import poolWithConnMaxAge from "./database/pool-with-conn-max-age";
import postgresDriverMissing from "./database/postgres-driver-missing";
import postgresVersionUnsupported from "./database/postgres-version-unsupported";
import psycopg2EngineAlias from "./database/psycopg2-engine-alias";
import sqliteFallback from "./database/sqlite-fallback";
import sqliteOnHeroku from "./database/sqlite-on-heroku";
import sslRequireOnSqlite from "./database/ssl-require-on-sqlite";
import celeryBrokenMetadata from "./dependencies/celery-broken-metadata";
import djangoEol from "./dependencies/django-eol";
import djangoHerokuDeprecated from "./dependencies/django-heroku-deprecated";
import djangoUnpinned from "./dependencies/django-unpinned";
import extraMissing from "./dependencies/extra-missing";
import gunicornVulnerable from "./dependencies/gunicorn-vulnerable";
import moduleNotInDeps from "./dependencies/module-not-in-deps";
import pkgResourcesPin from "./dependencies/pkg-resources-pin";
import serverInDevGroup from "./dependencies/server-in-dev-group";
import wrongPackageName from "./dependencies/wrong-package-name";
import composeDatabaseExposed from "./docker/compose-database-exposed";
import composeTrustAuth from "./docker/compose-trust-auth";
import composeVersionKey from "./docker/compose-version-key";
import dockerExecFormPort from "./docker/docker-exec-form-port";
import dockerHerokuUnsupported from "./docker/docker-heroku-unsupported";
import dockerPythonEol from "./docker/docker-python-eol";
import dockerSecret from "./docker/docker-secret";
import dockerUnbuffered from "./docker/docker-unbuffered";
import dockerignoreMissing from "./docker/dockerignore-missing";
import adminsEmpty from "./email/admins-empty";
import adminsFormat from "./email/admins-format";
import defaultFromEmail from "./email/default-from-email";
import emailDevBackend from "./email/email-dev-backend";
import emailNoTimeout from "./email/email-no-timeout";
import emailNotConfigured from "./email/email-not-configured";
import emailPortMismatch from "./email/email-port-mismatch";
import emailSettingsDeprecated from "./email/email-settings-deprecated";
import emailTlsAndSsl from "./email/email-tls-and-ssl";
import mailersIgnored from "./email/mailers-ignored";
import mailersNoDefault from "./email/mailers-no-default";
import mailersUnknownOption from "./email/mailers-unknown-option";
import mailersWithEmailSettings from "./email/mailers-with-email-settings";
import serverEmail from "./email/server-email";
import addonPlanRetired from "./heroku/addon-plan-retired";
import appJsonInvalid from "./heroku/app-json-invalid";
import appJsonVariableMissing from "./heroku/app-json-variable-missing";
import dynoSizeRetired from "./heroku/dyno-size-retired";
import formationUnknownProcess from "./heroku/formation-unknown-process";
import gisNeedsBuildpack from "./heroku/gis-needs-buildpack";
import herokuYmlAndProcfile from "./heroku/heroku-yml-and-procfile";
import herokuYmlDockerfileMissing from "./heroku/heroku-yml-dockerfile-missing";
import herokuYmlImageUnknown from "./heroku/heroku-yml-image-unknown";
import herokuYmlInvalid from "./heroku/heroku-yml-invalid";
import manifestSecretLiteral from "./heroku/manifest-secret-literal";
import multiplePackageManagers from "./heroku/multiple-package-managers";
import neededFileIgnored from "./heroku/needed-file-ignored";
import noPackageManager from "./heroku/no-package-manager";
import pipfileWithoutLock from "./heroku/pipfile-without-lock";
import pythonDjangoMismatch from "./heroku/python-django-mismatch";
import pythonPatchPinned from "./heroku/python-patch-pinned";
import pythonVersionInvalid from "./heroku/python-version-invalid";
import pythonVersionMissing from "./heroku/python-version-missing";
import pythonVersionMisspelled from "./heroku/python-version-misspelled";
import pythonVersionUnsupported from "./heroku/python-version-unsupported";
import runtimeTxtDeprecated from "./heroku/runtime-txt-deprecated";
import runtimeTxtInvalid from "./heroku/runtime-txt-invalid";
import runtimeTxtShadows from "./heroku/runtime-txt-shadows";
import stackEol from "./heroku/stack-eol";
import venvCommitted from "./heroku/venv-committed";
import jsonLoggerOldPath from "./logging/json-logger-old-path";
import logFormatPoor from "./logging/log-format-poor";
import loggingDebugOnlyHandler from "./logging/logging-debug-only-handler";
import loggingDisablesDjango from "./logging/logging-disables-django";
import loggingInvalid from "./logging/logging-invalid";
import loggingNoConsole from "./logging/logging-no-console";
import loggingNotConfigured from "./logging/logging-not-configured";
import loggingToFile from "./logging/logging-to-file";
import loggingTooVerbose from "./logging/logging-too-verbose";
import middlewareDuplicate from "./middleware/middleware-duplicate";
import middlewareOrder from "./middleware/middleware-order";
import middlewareRequiredByApp from "./middleware/middleware-required-by-app";
import middlewareUnknown from "./middleware/middleware-unknown";
import errorTrackingMissing from "./observability/error-tracking-missing";
import ravenDeprecated from "./observability/raven-deprecated";
import sentryCeleryNotCovered from "./observability/sentry-celery-not-covered";
import sentryDsnLiteral from "./observability/sentry-dsn-literal";
import sentryPii from "./observability/sentry-pii";
import sentrySampleAll from "./observability/sentry-sample-all";
import appSpecSyntax from "./process/app-spec-syntax";
import asgiWsgiMismatch from "./process/asgi-wsgi-mismatch";
import beatNotSingleton from "./process/beat-not-singleton";
import celeryConcurrencyUnset from "./process/celery-concurrency-unset";
import celeryRedisTls from "./process/celery-redis-tls";
import celerySigterm from "./process/celery-sigterm";
import channelsInMemory from "./process/channels-in-memory";
import createsuperuserInDeploy from "./process/createsuperuser-in-deploy";
import gracefulTimeoutTooLong from "./process/graceful-timeout-too-long";
import gunicornTimeoutOverRouter from "./process/gunicorn-timeout-over-router";
import gunicornWorkerUnavailable from "./process/gunicorn-worker-unavailable";
import gunicornWorkersFixed from "./process/gunicorn-workers-fixed";
import makemigrationsInDeploy from "./process/makemigrations-in-deploy";
import migrateInWeb from "./process/migrate-in-web";
import procfileMisnamed from "./process/procfile-misnamed";
import procfileMissing from "./process/procfile-missing";
import procfileNoWeb from "./process/procfile-no-web";
import procfileSyntax from "./process/procfile-syntax";
import releaseDestructive from "./process/release-destructive";
import releaseMigrateMissing from "./process/release-migrate-missing";
import serverDevFlag from "./process/server-dev-flag";
import serverLogToFile from "./process/server-log-to-file";
import serverNotInDeps from "./process/server-not-in-deps";
import singleWebDyno from "./process/single-web-dyno";
import toolRunInProcess from "./process/tool-run-in-process";
import uvicornWorkersDeprecated from "./process/uvicorn-workers-deprecated";
import uwsgiSignals from "./process/uwsgi-signals";
import venvPathInProcess from "./process/venv-path-in-process";
import webBindsLoopback from "./process/web-binds-loopback";
import webFixedPort from "./process/web-fixed-port";
import webPortNotPassed from "./process/web-port-not-passed";
import webRunserver from "./process/web-runserver";
import websocketsOnWsgi from "./process/websockets-on-wsgi";
import workerProcessMissing from "./process/worker-process-missing";
import wsgiModuleNotFound from "./process/wsgi-module-not-found";
import checkFailLevel from "./project/check-fail-level";
import ciNoDeployCheck from "./project/ci-no-deploy-check";
import debugUrlsInProduction from "./project/debug-urls-in-production";
import errorTemplatesMissing from "./project/error-templates-missing";
import uploadToMissing from "./project/upload-to-missing";
import allowedHostsBadEntry from "./security/allowed-hosts-bad-entry";
import allowedHostsEmpty from "./security/allowed-hosts-empty";
import allowedHostsLocalOnly from "./security/allowed-hosts-local-only";
import allowedHostsNotAList from "./security/allowed-hosts-not-a-list";
import allowedHostsSplitEmpty from "./security/allowed-hosts-split-empty";
import allowedHostsWildcard from "./security/allowed-hosts-wildcard";
import cookieDomainRejected from "./security/cookie-domain-rejected";
import coopInvalid from "./security/coop-invalid";
import corsAllowAll from "./security/cors-allow-all";
import corsAllowAllCredentials from "./security/cors-allow-all-credentials";
import corsOldNames from "./security/cors-old-names";
import corsOriginMalformed from "./security/cors-origin-malformed";
import corsOriginRegexOpen from "./security/cors-origin-regex-open";
import cspMiddlewareNoPolicy from "./security/csp-middleware-no-policy";
import cspMissing from "./security/csp-missing";
import cspNonceNoContextProcessor from "./security/csp-nonce-no-context-processor";
import cspNotDict from "./security/csp-not-dict";
import cspUnquotedKeyword from "./security/csp-unquoted-keyword";
import cspUnsafe from "./security/csp-unsafe";
import cspWithoutMiddleware from "./security/csp-without-middleware";
import csrfCookieHttponly from "./security/csrf-cookie-httponly";
import csrfCookieInsecure from "./security/csrf-cookie-insecure";
import csrfMiddlewareMissing from "./security/csrf-middleware-missing";
import csrfTrustedOriginNeverMatches from "./security/csrf-trusted-origin-never-matches";
import csrfTrustedOriginNoScheme from "./security/csrf-trusted-origin-no-scheme";
import csrfTrustedOriginsIncomplete from "./security/csrf-trusted-origins-incomplete";
import csrfTrustedOriginsNotList from "./security/csrf-trusted-origins-not-list";
import debugEnvDefaultTrue from "./security/debug-env-default-true";
import debugEnvString from "./security/debug-env-string";
import debugPropagateExceptions from "./security/debug-propagate-exceptions";
import debugToolInProduction from "./security/debug-tool-in-production";
import debugTrue from "./security/debug-true";
import djangoCspOldSettings from "./security/django-csp-old-settings";
import drfNumProxiesMissing from "./security/drf-num-proxies-missing";
import drfOpenByDefault from "./security/drf-open-by-default";
import drfThrottleWithoutRate from "./security/drf-throttle-without-rate";
import environmentHostRefused from "./security/environment-host-refused";
import herokuappWildcardTrust from "./security/herokuapp-wildcard-trust";
import hstsMissing from "./security/hsts-missing";
import hstsNotInt from "./security/hsts-not-int";
import hstsPreloadOff from "./security/hsts-preload-off";
import hstsPreloadPremature from "./security/hsts-preload-premature";
import hstsShort from "./security/hsts-short";
import hstsSubdomainsOff from "./security/hsts-subdomains-off";
import nosniffOff from "./security/nosniff-off";
import passwordHasherRemoved from "./security/password-hasher-removed";
import passwordHasherWeak from "./security/password-hasher-weak";
import passwordValidatorsEmpty from "./security/password-validators-empty";
import prependWwwHostMissing from "./security/prepend-www-host-missing";
import proxySslHeaderMalformed from "./security/proxy-ssl-header-malformed";
import redirectExemptLeadingSlash from "./security/redirect-exempt-leading-slash";
import referrerPolicyBreaksForms from "./security/referrer-policy-breaks-forms";
import referrerPolicyInvalid from "./security/referrer-policy-invalid";
import referrerPolicyLeaks from "./security/referrer-policy-leaks";
import referrerPolicyMissing from "./security/referrer-policy-missing";
import samesiteInvalid from "./security/samesite-invalid";
import samesiteNoneInsecure from "./security/samesite-none-insecure";
import secretKeyBytes from "./security/secret-key-bytes";
import secretKeyFallbacksNotList from "./security/secret-key-fallbacks-not-list";
import secretKeyFallbacksWeak from "./security/secret-key-fallbacks-weak";
import secretKeyHardcoded from "./security/secret-key-hardcoded";
import secretKeyInsecureDefault from "./security/secret-key-insecure-default";
import secretKeyInsecurePrefix from "./security/secret-key-insecure-prefix";
import secretKeyMayBeNone from "./security/secret-key-may-be-none";
import secretKeyRandomPerProcess from "./security/secret-key-random-per-process";
import secretKeyWeak from "./security/secret-key-weak";
import securityChecksSilenced from "./security/security-checks-silenced";
import securityFlagNotBool from "./security/security-flag-not-bool";
import securityMiddlewareMissing from "./security/security-middleware-missing";
import sessionCookieInsecure from "./security/session-cookie-insecure";
import sessionCookieScriptReadable from "./security/session-cookie-script-readable";
import sessionSerializerPickle from "./security/session-serializer-pickle";
import signedCookieLegacySalt from "./security/signed-cookie-legacy-salt";
import sslHostHasScheme from "./security/ssl-host-has-scheme";
import sslRedirectLoop from "./security/ssl-redirect-loop";
import sslRedirectOff from "./security/ssl-redirect-off";
import templateAutoescapeOff from "./security/template-autoescape-off";
import uploadLimitDisabled from "./security/upload-limit-disabled";
import xForwardedHostTrusted from "./security/x-forwarded-host-trusted";
import xFrameOptionsInvalid from "./security/x-frame-options-invalid";
import xFrameOptionsNotDeny from "./security/x-frame-options-not-deny";
import xframeMiddlewareMissing from "./security/xframe-middleware-missing";
import collectstaticDisabled from "./static/collectstatic-disabled";
import collectstaticInRelease from "./static/collectstatic-in-release";
import dockerCollectstaticFails from "./static/docker-collectstatic-fails";
import dockerNoCollectstatic from "./static/docker-no-collectstatic";
import legacyStorageSetting from "./static/legacy-storage-setting";
import managePyNotFound from "./static/manage-py-not-found";
import manifestNotStrict from "./static/manifest-not-strict";
import mediaOnEphemeralDisk from "./static/media-on-ephemeral-disk";
import runserverNostaticOrder from "./static/runserver-nostatic-order";
import s3OverwritesUploads from "./static/s3-overwrites-uploads";
import s3PublicByDefault from "./static/s3-public-by-default";
import serveViewInProduction from "./static/serve-view-in-production";
import staticDirMissing from "./static/static-dir-missing";
import staticDirsNotList from "./static/static-dirs-not-list";
import staticNotHashed from "./static/static-not-hashed";
import staticNotServed from "./static/static-not-served";
import staticRootInDirs from "./static/static-root-in-dirs";
import staticRootMissing from "./static/static-root-missing";
import staticRootOverlapsMedia from "./static/static-root-overlaps-media";
import staticUrlNoSlash from "./static/static-url-no-slash";
import storagesNoDefault from "./static/storages-no-default";
import storagesNoStaticfiles from "./static/storages-no-staticfiles";
import storagesOldS3Path from "./static/storages-old-s3-path";
import whitenoiseDevOption from "./static/whitenoise-dev-option";
import whitenoiseMiddlewareMissing from "./static/whitenoise-middleware-missing";
import whitenoiseMiddlewareOrder from "./static/whitenoise-middleware-order";
import whitenoiseRemovedApi from "./static/whitenoise-removed-api";
import logoutByGet from "./upgrade/logout-by-get";
import removedSetting from "./upgrade/removed-setting";
import settingTooNew from "./upgrade/setting-too-new";
import tasksImmediateBackend from "./upgrade/tasks-immediate-backend";
import useTzOff from "./upgrade/use-tz-off";
import type { Rule } from "./rule";

export const rules: readonly Rule[] = [
  cacheDummy,
  cacheExposed,
  cacheFileOnHeroku,
  cacheNoDefault,
  cachePerProcess,
  herokuRedisTls,
  memcachedBackendRemoved,
  redisCacheNeedsDriver,
  redisCertNoneSpelling,
  redisTlsOptionUnconditional,
  sessionCacheVolatile,
  sessionFileOnHeroku,
  boolOfEnv,
  boolSettingEnvString,
  credentialHardcoded,
  decoupleNoCast,
  dotenvCommitted,
  dotenvOverridesPlatform,
  intSettingEnvString,
  listSettingSplitEmpty,
  pydanticEmptyBool,
  pydanticInsecureDefault,
  pydanticListNeedsJson,
  settingsModuleNotFound,
  starImportOverwrites,
  wrongSettingsModule,
  connHealthChecksOff,
  connMaxAgeAsgi,
  connMaxAgeZero,
  databaseMissing,
  databaseUrlUnused,
  dbSettingAtTopLevel,
  dbSslNotRequired,
  defaultAutoFieldUnset,
  driverTooOldForDjango,
  migrationsIgnored,
  noAutoPostgresAddon,
  pgbouncerServerCursors,
  poolNeedsPsycopg3,
  poolWithConnMaxAge,
  postgresDriverMissing,
  postgresVersionUnsupported,
  psycopg2EngineAlias,
  sqliteFallback,
  sqliteOnHeroku,
  sslRequireOnSqlite,
  celeryBrokenMetadata,
  djangoEol,
  djangoHerokuDeprecated,
  djangoUnpinned,
  extraMissing,
  gunicornVulnerable,
  moduleNotInDeps,
  pkgResourcesPin,
  serverInDevGroup,
  wrongPackageName,
  composeDatabaseExposed,
  composeTrustAuth,
  composeVersionKey,
  dockerExecFormPort,
  dockerHerokuUnsupported,
  dockerPythonEol,
  dockerSecret,
  dockerUnbuffered,
  dockerignoreMissing,
  adminsEmpty,
  adminsFormat,
  defaultFromEmail,
  emailDevBackend,
  emailNoTimeout,
  emailNotConfigured,
  emailPortMismatch,
  emailSettingsDeprecated,
  emailTlsAndSsl,
  mailersIgnored,
  mailersNoDefault,
  mailersUnknownOption,
  mailersWithEmailSettings,
  serverEmail,
  addonPlanRetired,
  appJsonInvalid,
  appJsonVariableMissing,
  dynoSizeRetired,
  formationUnknownProcess,
  gisNeedsBuildpack,
  herokuYmlAndProcfile,
  herokuYmlDockerfileMissing,
  herokuYmlImageUnknown,
  herokuYmlInvalid,
  manifestSecretLiteral,
  multiplePackageManagers,
  neededFileIgnored,
  noPackageManager,
  pipfileWithoutLock,
  pythonDjangoMismatch,
  pythonPatchPinned,
  pythonVersionInvalid,
  pythonVersionMissing,
  pythonVersionMisspelled,
  pythonVersionUnsupported,
  runtimeTxtDeprecated,
  runtimeTxtInvalid,
  runtimeTxtShadows,
  stackEol,
  venvCommitted,
  jsonLoggerOldPath,
  logFormatPoor,
  loggingDebugOnlyHandler,
  loggingDisablesDjango,
  loggingInvalid,
  loggingNoConsole,
  loggingNotConfigured,
  loggingToFile,
  loggingTooVerbose,
  middlewareDuplicate,
  middlewareOrder,
  middlewareRequiredByApp,
  middlewareUnknown,
  errorTrackingMissing,
  ravenDeprecated,
  sentryCeleryNotCovered,
  sentryDsnLiteral,
  sentryPii,
  sentrySampleAll,
  appSpecSyntax,
  asgiWsgiMismatch,
  beatNotSingleton,
  celeryConcurrencyUnset,
  celeryRedisTls,
  celerySigterm,
  channelsInMemory,
  createsuperuserInDeploy,
  gracefulTimeoutTooLong,
  gunicornTimeoutOverRouter,
  gunicornWorkerUnavailable,
  gunicornWorkersFixed,
  makemigrationsInDeploy,
  migrateInWeb,
  procfileMisnamed,
  procfileMissing,
  procfileNoWeb,
  procfileSyntax,
  releaseDestructive,
  releaseMigrateMissing,
  serverDevFlag,
  serverLogToFile,
  serverNotInDeps,
  singleWebDyno,
  toolRunInProcess,
  uvicornWorkersDeprecated,
  uwsgiSignals,
  venvPathInProcess,
  webBindsLoopback,
  webFixedPort,
  webPortNotPassed,
  webRunserver,
  websocketsOnWsgi,
  workerProcessMissing,
  wsgiModuleNotFound,
  checkFailLevel,
  ciNoDeployCheck,
  debugUrlsInProduction,
  errorTemplatesMissing,
  uploadToMissing,
  allowedHostsBadEntry,
  allowedHostsEmpty,
  allowedHostsLocalOnly,
  allowedHostsNotAList,
  allowedHostsSplitEmpty,
  allowedHostsWildcard,
  cookieDomainRejected,
  coopInvalid,
  corsAllowAll,
  corsAllowAllCredentials,
  corsOldNames,
  corsOriginMalformed,
  corsOriginRegexOpen,
  cspMiddlewareNoPolicy,
  cspMissing,
  cspNonceNoContextProcessor,
  cspNotDict,
  cspUnquotedKeyword,
  cspUnsafe,
  cspWithoutMiddleware,
  csrfCookieHttponly,
  csrfCookieInsecure,
  csrfMiddlewareMissing,
  csrfTrustedOriginNeverMatches,
  csrfTrustedOriginNoScheme,
  csrfTrustedOriginsIncomplete,
  csrfTrustedOriginsNotList,
  debugEnvDefaultTrue,
  debugEnvString,
  debugPropagateExceptions,
  debugToolInProduction,
  debugTrue,
  djangoCspOldSettings,
  drfNumProxiesMissing,
  drfOpenByDefault,
  drfThrottleWithoutRate,
  environmentHostRefused,
  herokuappWildcardTrust,
  hstsMissing,
  hstsNotInt,
  hstsPreloadOff,
  hstsPreloadPremature,
  hstsShort,
  hstsSubdomainsOff,
  nosniffOff,
  passwordHasherRemoved,
  passwordHasherWeak,
  passwordValidatorsEmpty,
  prependWwwHostMissing,
  proxySslHeaderMalformed,
  redirectExemptLeadingSlash,
  referrerPolicyBreaksForms,
  referrerPolicyInvalid,
  referrerPolicyLeaks,
  referrerPolicyMissing,
  samesiteInvalid,
  samesiteNoneInsecure,
  secretKeyBytes,
  secretKeyFallbacksNotList,
  secretKeyFallbacksWeak,
  secretKeyHardcoded,
  secretKeyInsecureDefault,
  secretKeyInsecurePrefix,
  secretKeyMayBeNone,
  secretKeyRandomPerProcess,
  secretKeyWeak,
  securityChecksSilenced,
  securityFlagNotBool,
  securityMiddlewareMissing,
  sessionCookieInsecure,
  sessionCookieScriptReadable,
  sessionSerializerPickle,
  signedCookieLegacySalt,
  sslHostHasScheme,
  sslRedirectLoop,
  sslRedirectOff,
  templateAutoescapeOff,
  uploadLimitDisabled,
  xForwardedHostTrusted,
  xFrameOptionsInvalid,
  xFrameOptionsNotDeny,
  xframeMiddlewareMissing,
  collectstaticDisabled,
  collectstaticInRelease,
  dockerCollectstaticFails,
  dockerNoCollectstatic,
  legacyStorageSetting,
  managePyNotFound,
  manifestNotStrict,
  mediaOnEphemeralDisk,
  runserverNostaticOrder,
  s3OverwritesUploads,
  s3PublicByDefault,
  serveViewInProduction,
  staticDirMissing,
  staticDirsNotList,
  staticNotHashed,
  staticNotServed,
  staticRootInDirs,
  staticRootMissing,
  staticRootOverlapsMedia,
  staticUrlNoSlash,
  storagesNoDefault,
  storagesNoStaticfiles,
  storagesOldS3Path,
  whitenoiseDevOption,
  whitenoiseMiddlewareMissing,
  whitenoiseMiddlewareOrder,
  whitenoiseRemovedApi,
  logoutByGet,
  removedSetting,
  settingTooNew,
  tasksImmediateBackend,
  useTzOff,
];
