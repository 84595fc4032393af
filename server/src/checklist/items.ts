/** The items, in the order of the view. */
import type { Section } from "./item";
import { backgroundJobs } from "./sections/backgroundJobs";
import { content } from "./sections/content";
import { database } from "./sections/database";
import { development } from "./sections/development";
import { djangoSettings } from "./sections/djangoSettings";
import { domain } from "./sections/domain";
import { email } from "./sections/email";
import { frontEnd } from "./sections/frontEnd";
import { heroku } from "./sections/heroku";
import { https } from "./sections/https";
import { infrastructure } from "./sections/infrastructure";
import { monitoring } from "./sections/monitoring";
import { release } from "./sections/release";
import { secrets } from "./sections/secrets";
import { securityOperations } from "./sections/securityOperations";
import { staticAndMedia } from "./sections/staticAndMedia";
import { tests } from "./sections/tests";

export const SECTIONS: readonly Section[] = [
  djangoSettings,
  secrets,
  https,
  staticAndMedia,
  database,
  backgroundJobs,
  email,
  monitoring,
  securityOperations,
  tests,
  release,
  heroku,
  domain,
  content,
  frontEnd,
  infrastructure,
  development,
];
