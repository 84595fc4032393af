/** The variable that the fixes read ALLOWED_HOSTS from. */
export const HOSTS_VARIABLE = "DJANGO_ALLOWED_HOSTS";
