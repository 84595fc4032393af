/** Where official documentation stands. */
export const DJANGO = "https://docs.djangoproject.com/en/stable";
export const HEROKU = "https://devcenter.heroku.com/articles";
