import { describe, expect, test } from "vitest";
import { htmlElements, withoutHtmlComments } from "../../server/src/files/templateHtml";
import { memorySnapshot } from "../support/memorySnapshot";

function elements(text: string) {
  return htmlElements(memorySnapshot({ "a.html": text }).file("a.html")!);
}

const names = (text: string) => elements(text).map(({ name }) => name);

describe("the elements of a template", () => {
  test.for([
    ["double quotes", '<link rel="icon" href="/a">', { rel: "icon", href: "/a" }],
    ["single and no quotes", "<link rel='icon' href=/a>", { rel: "icon", href: "/a" }],
    ["spaces, lines and capitals", '<LINK\n  REL = "icon"\n  HREF="/a"\n/>', { rel: "icon", href: "/a" }],
    [
      "tags in values",
      '<link href="{% static "a.ico" %}" rel="icon">',
      { href: '{% static "a.ico" %}', rel: "icon" },
    ],
    [
      "tags between attributes",
      '<link {% if a > b %}rel="icon"{% endif %} href="/a">',
      { rel: "icon", href: "/a" },
    ],
    ["no value", "<script async src=a></script>", { async: "", src: "a" }],
    ["the first of a name", '<link rel="icon" rel="x">', { rel: "icon" }],
    ["no end", '<link rel="icon" href="/a', { rel: "icon", href: "/a" }],
  ] as const)("attributes: %s", ([, text, expected]) => {
    const [element] = elements(text);
    expect(Object.fromEntries(element!.attributes)).toEqual(expected);
  });

  test.for([
    ["HTML comments", "<!-- <link> -->", []],
    ["comments that never end", "<title>a</title><!-- <link>", ["title"]],
    ["template comments", "{# <link> #}{% comment %}<link>{% endcomment %}", []],
    ["a template comment that never ends", "{# <link>", ["link"]],
    ["DEBUG", "{% if debug %}<link>{% else %}<meta>{% endif %}", ["meta"]],
    ["no DEBUG", "{% if not debug %}<link>{% endif %}{% if debug_mode %}<meta>{% endif %}", ["link", "meta"]],
    ["conditions in DEBUG", "{% if debug %}{% if a %}<link>{% endif %}<link>{% endif %}<meta>", ["meta"]],
    ["other elements", "<linked><metal><header>", []],
    ["elements in scripts", "<script>'<link>'</script><link>", ["script", "link"]],
  ] as const)("what visitors never get: %s", ([, text, expected]) => {
    expect(names(text)).toEqual(expected);
  });

  test("scripts and titles have their text, without comments", () => {
    const [script, title] = elements(
      "<script>a() // b\n  // c\n/* d */ e()</script><title>{% block t %}</title>",
    );
    expect(script!.content.replace(/\s+/g, " ")).toBe("a() // b e()");
    expect(title!.content).toBe("{% block t %}");
  });

  test("offsets stay", () => {
    const text = "<!-- x\ny -->{# z #}\n<title>a</title>";
    const [title] = elements(text);
    expect(text.slice(title!.start, title!.end)).toBe("<title>");
    expect(withoutHtmlComments(text)).toHaveLength(text.length);
  });
});
