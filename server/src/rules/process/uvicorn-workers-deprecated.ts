import type { ServerValue } from "../../project/serverOptions";
import { webServers } from "../../project/serverOptions";
import { samePlace, withPackages } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type Verdict } from "../rule";
import { changeValue, placeOf, verdictsOn } from "../servers";
import { isPackageBelow } from "../versions";

export default defineRule({
  id: "uvicorn-workers-deprecated",
  group: "process",
  severity: "warning",
  summary: "gunicorn runs the worker class that Uvicorn is about to drop",
  docs: {
    why: "The worker classes for gunicorn have moved out of Uvicorn into a package of their own. uvicorn.workers warns since Uvicorn 0.30 and gets no fixes any more; once it is gone, an upgrade of Uvicorn stops the site from starting.",
    how: "Install `uvicorn-worker` and name `uvicorn_worker.UvicornWorker`. gunicorn 24 and newer have an ASGI worker of their own, too: `-k asgi`.",
    references: ["https://github.com/Kludex/uvicorn-worker", "https://www.uvicorn.org/deployment/#gunicorn"],
  },
  examples: {
    bad: [
      {
        code: {
          ...exampleProject,
          "requirements.txt": "Django==5.2\ngunicorn==25.3.0\nuvicorn==0.40.0\n",
          Procfile: "web: gunicorn mysite.asgi -k uvicorn.workers.UvicornWorker\n",
        },
        fixed: {
          ...exampleProject,
          "requirements.txt": "Django==5.2\ngunicorn==25.3.0\nuvicorn==0.40.0\nuvicorn-worker\n",
          Procfile: "web: gunicorn mysite.asgi -k uvicorn_worker.UvicornWorker\n",
        },
      },
      {
        code: {
          ...exampleProject,
          "requirements.txt": "Django==5.2\ngunicorn\nuvicorn\nuvicorn-worker\n",
          "gunicorn.conf.py": 'worker_class = "uvicorn.workers.UvicornH11Worker"\n',
          Procfile: "web: gunicorn mysite.asgi\n",
        },
        fixed: {
          ...exampleProject,
          "requirements.txt": "Django==5.2\ngunicorn\nuvicorn\nuvicorn-worker\n",
          "gunicorn.conf.py": 'worker_class = "uvicorn_worker.UvicornH11Worker"\n',
          Procfile: "web: gunicorn mysite.asgi\n",
        },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: gunicorn mysite.asgi -k uvicorn_worker.UvicornWorker\n" },
      { ...exampleProject, Procfile: "web: gunicorn mysite.asgi -k $WORKER_CLASS\n" },
      {
        ...exampleProject,
        "requirements.txt": "Django==4.2\ngunicorn==20.1.0\nuvicorn==0.23.2\n",
        Procfile: "web: gunicorn mysite.asgi -k uvicorn.workers.UvicornWorker\n",
      },
    ],
  },

  check(context) {
    if (isPackageBelow(context.project, "uvicorn", [0, 30]))
      return { state: "not-applicable", reason: "Uvicorn before 0.30 does not warn" };
    return verdictsOn(webServers(context), (server): Verdict => {
      const value = server.name === "gunicorn" ? server.value("--worker-class") : undefined;
      if (!isOld(value)) return { state: "satisfied" };
      return {
        state: "violated",
        message: `${value.text} is deprecated: it has moved to the package uvicorn-worker. Once a later version of Uvicorn drops it, gunicorn will not start.`,
        at: placeOf(server, value),
      };
    });
  },

  fixes: [
    {
      title: "Use the worker class of uvicorn-worker",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        for (const server of webServers(context)) {
          const value = server.value("--worker-class");
          if (!isOld(value) || !samePlace(placeOf(server, value), at)) continue;
          const text = value.text.replace("uvicorn.workers", "uvicorn_worker");
          const changes = changeValue(context, server, value, text, JSON.stringify(text));
          return changes && withPackages(context, ["uvicorn-worker"], changes);
        }
        return undefined;
      },
    },
  ],
});

function isOld(value: ServerValue | undefined): value is ServerValue & { readonly text: string } {
  return value?.text !== undefined && /^uvicorn\.workers\.\w+$/.test(value.text);
}
