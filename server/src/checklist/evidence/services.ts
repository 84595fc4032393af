/** Services that the site pays with or logs in with. */
import type { Plain } from "../../settings/plain";
import type { ChecklistContext, Evidence } from "../item";
import { installedPackage, isInstalled } from "./basics";

const PAYMENT = [
  "stripe",
  "dj-stripe",
  "braintree",
  "mollie-api-python",
  "django-payments",
  "paypalrestsdk",
  "paypal-checkout-serversdk",
  "django-paypal",
  "razorpay",
  "squareup",
  "adyen",
];
const PAYMENT_SETTING = /^(?:DJ)?(?:STRIPE|BRAINTREE|MOLLIE|PAYPAL|RAZORPAY|SQUARE|ADYEN)_/;
const KEY = /(?:KEY|SECRET|TOKEN|PASSWORD)(?:_|$)/;

/** Why the site takes no payments; undefined if it may. */
export function whyNoPayments(context: ChecklistContext): string | undefined {
  const taken = context.settings.names.some((name) => PAYMENT_SETTING.test(name));
  return taken || installedPackage(context, PAYMENT) !== undefined
    ? undefined
    : "no payment service was found among the dependencies and settings";
}

/** A key of a payment service that comes from the environment. */
export function paymentKey({ settings }: ChecklistContext): Evidence | undefined {
  const name = settings.names.find(
    (each) =>
      PAYMENT_SETTING.test(each) &&
      KEY.test(each) &&
      !/TEST/.test(each) &&
      fromVariable(settings.value(each)),
  );
  return name === undefined
    ? undefined
    : { detail: `The settings take ${name} from the environment.`, at: settings.location(name) };
}

/** Whether a value is, or may be, what a variable holds. */
function fromVariable(value: Plain): boolean {
  return value.kind === "env";
}

const LOGIN = [
  "social-auth-app-django",
  "social-auth-core",
  "mozilla-django-oidc",
  "authlib",
  "requests-oauthlib",
  "oauthlib",
  "google-auth-oauthlib",
  "msal",
  "django-auth-adfs",
  "dj-rest-auth",
  "drf-social-oauth2",
];

/** Why nobody logs in with another service; undefined if they may. */
export function whyNoOAuth(context: ChecklistContext): string | undefined {
  if (installedPackage(context, LOGIN) !== undefined) return undefined;
  const allauth = installedPackage(context, ["django-allauth"]);
  if (allauth !== undefined && isInstalled(context, "allauth.socialaccount") !== false) return undefined;
  return "no package for logins with other services was found among the dependencies";
}
