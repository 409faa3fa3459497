/** `start.js` of a service's package: it starts what the definition says, with the model's package that is installed beside it. */
export function startFile(entry: string, model: string): string {
  return `#!/usr/bin/env node
import { runService } from "@eslabon/service";
import definition from ${JSON.stringify(`./${entry}`)};

await runService({ folder: import.meta.dirname, model: ${JSON.stringify(model)}, definition });
`;
}
