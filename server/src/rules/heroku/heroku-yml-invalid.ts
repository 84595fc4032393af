import { exampleProject } from "../exampleProject";
import { problemVerdicts, suggestedFix } from "../manifestProblems";
import { defineRule } from "../rule";

const project = {
  ...exampleProject,
  Dockerfile: "FROM python:3.13\nCMD gunicorn mysite.wsgi --bind 0.0.0.0:$PORT\n",
};

export default defineRule({
  id: "heroku-yml-invalid",
  group: "heroku",
  severity: "error",
  summary: "heroku.yml is not what Heroku expects",
  docs: {
    why: "Heroku reads four sections from heroku.yml, each with a fixed shape. A file that does not fit is rejected when it is pushed, or a part of it is not read: no add-on, no release command, no process. Listings copied from a page often lose their indentation, which is what gives the file its meaning.",
    how: "Put `addons` and `config` inside `setup`, `docker` inside `build`, `command` and `image` inside `release`, and the process types inside `run`.",
    references: ["https://devcenter.heroku.com/articles/build-docker-images-heroku-yml"],
  },
  examples: {
    bad: [
      {
        code: {
          ...project,
          "heroku.yml":
            "setup:\naddons:\n- plan: heroku-postgresql\nbuild:\ndocker:\nweb: Dockerfile\nrun:\nweb: gunicorn mysite.wsgi\n",
        },
        fixed: {
          ...project,
          "heroku.yml":
            "setup:\n  addons:\n  - plan: heroku-postgresql\nbuild:\n  docker:\n    web: Dockerfile\nrun:\n  web: gunicorn mysite.wsgi\n",
        },
      },
      {
        code: {
          ...project,
          "heroku.yml":
            "setup:\n  addons:\n    - heroku-postgresql\nbuild:\n  docker:\n    web: Dockerfile\n",
        },
        fixed: {
          ...project,
          "heroku.yml":
            "setup:\n  addons:\n    - plan: heroku-postgresql\nbuild:\n  docker:\n    web: Dockerfile\n",
        },
      },
    ],
    good: [
      {
        ...project,
        "heroku.yml":
          "setup:\n  addons:\n    - plan: heroku-postgresql\n      as: DATABASE\nbuild:\n  docker:\n    web: Dockerfile\nrelease:\n  image: web\n  command:\n    - python manage.py migrate\nrun:\n  web: gunicorn mysite.wsgi --bind 0.0.0.0:$PORT\n",
      },
    ],
  },

  check({ project }) {
    const { herokuYml } = project.deployment;
    if (herokuYml === undefined) return { state: "not-applicable", reason: "there is no heroku.yml" };
    return problemVerdicts(herokuYml);
  },

  fixes: [suggestedFix(({ deployment }) => deployment.herokuYml)],
});
