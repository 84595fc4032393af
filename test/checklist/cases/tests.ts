import type { Cases } from "../cases";

const workflow = (step: string) => ({
  ".github/workflows/ci.yml": `jobs:\n  a:\n    steps:\n      - ${step}\n`,
});

export default {
  tests: [
    { files: workflow("run: python manage.py test"), state: "found", at: ".github/workflows/ci.yml:4" },
    {
      files: {
        "shop/tests.py":
          "from django.test import TestCase\n\n\nclass Cart(TestCase):\n    def test_empty(self):\n        pass\n",
      },
      state: "found",
      at: "shop/tests.py:5",
    },
    {
      files: { "tests/unit/test_cart.py": "def test_cart():\n    assert 1\n" },
      state: "found",
      at: "tests/unit/test_cart.py:1",
    },
    { files: { "cypress/e2e/cart.cy.js": "it('works')\n" }, state: "found", at: "cypress/e2e/cart.cy.js:1" },
    // What startapp leaves behind.
    {
      files: { "shop/tests.py": "from django.test import TestCase\n\n# Create your tests here.\n" },
      state: "open",
    },
    { files: { "tests/test_cart.py": "# def test_cart(): pass\ndef helper(): pass\n" }, state: "open" },
    { files: { "node_modules/x/test_a.py": "def test_a(): pass\n" }, state: "open" },
  ],
} satisfies Cases;
