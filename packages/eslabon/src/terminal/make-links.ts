import { Listr, ListrLogger, ProcessOutput } from "listr2";
import type { Chain } from "../chain/load.ts";
import { linksUpTo, type Made, makeLink } from "../chain/make.ts";

/**
 * Makes what is out of date up to a link, and shows how far it is on standard error: in place on a terminal, in plain lines
 * elsewhere.
 *
 * @returns what was done for each link, in their order.
 */
export async function makeLinks(
  chain: Chain,
  upTo: string,
  { quiet, force }: { readonly quiet: boolean; readonly force: boolean },
): Promise<readonly Made[]> {
  const made: Made[] = [];
  const last = linksUpTo(chain, upTo).at(-1)?.name;
  const tasks = linksUpTo(chain, upTo).map((link) => ({
    title: link.name,
    task: async (_: unknown, task: { title: string; output: string }): Promise<void> => {
      const progress = (message: string): void => {
        task.output = message;
      };
      const done = await makeLink(chain, link, made.at(-1), { progress, force: force && link.name === last });
      made.push(done);
      task.title = `${link.name}: ${done.fresh ? "up to date" : "built"} ${done.digest.slice(0, "sha256:".length + 12)}`;
    },
  }));
  const logger = new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr) });
  await new Listr(tasks, {
    renderer: quiet ? "silent" : "default",
    fallbackRenderer: "simple",
    fallbackRendererCondition: () => !process.stderr.isTTY,
    rendererOptions: { logger, collapseErrors: true },
    fallbackRendererOptions: { logger },
  }).run();
  return made;
}
