/** Helper functions and classes as settings modules have them, for the expressions that call them. */

export const ENV_BOOL = `
  def env_bool(name, default=False):
      value = os.environ.get(name)
      if value is None:
          return default
      return value.strip().lower() in ("1", "true", "yes", "on")`;

export const ENV_LIST = `
  def env_list(name, default="", *, separator=","):
      return [item.strip() for item in os.environ.get(name, default).split(separator) if item.strip()]`;

export const REQUIRE = `
  def require(name):
      try:
          return os.environ[name]
      except KeyError:
          raise ImproperlyConfigured(f"Set the {name} environment variable")`;

export const FIRST_OF = `
  def first_of(*values, default=None):
      for value in values:
          if value:
              return value
      return default`;

export const MERGED = `
  def merged(*dicts, **extra):
      result = {}
      for one in dicts:
          result.update(one)
      result.update(extra)
      return result`;

export const WITH_PREFIX = `
  def with_prefix(prefix):
      def add(name):
          return f"{prefix}{name}"

      return add`;

export const REPEATED = `
  def repeated(text, times):
      if times <= 0:
          return ""
      return text + repeated(text, times - 1)`;

export const SWITCH = `
  def switch(test, /, yes=True, no=False):
      return yes if test else no`;

export const PASS_ON = `
  def pass_on(value, *rest, **options):
      if rest or options:
          return value
      return value`;

export const TWICE = "twice = lambda value: value * 2";

export const STRING_TO_BOOL = `
  _TRUE_VALUES = {"1", "true", "yes", "on"}


  def str_to_bool(value):
      if isinstance(value, bool):
          return value
      return str(value).lower() in _TRUE_VALUES`;

export const DEFAULTS = `
  class Defaults:
      HOST = "www.example.com"
      DEBUG = False
      AGE = 60 * 60
      HOSTS = ["example.com", HOST]

      class Cache:
          PREFIX = "site"
          TIMEOUT = 300`;

export const CONSTANTS = `
  PROJECT_NAME = "shop"
  HOUR = 60 * 60
  PREFIXES = ("a", "b")
  OPTIONS = {"timeout": 5, "name": "shop", "nested": {"depth": 2, "items": ["x", "y"]}}`;
