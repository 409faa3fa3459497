import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { releaseErrors } from "@eslabon/chain";
import { chartErrors } from "@eslabon/chart";
import { chainErrors } from "@eslabon/link";
import { dataErrors } from "@eslabon/data";
import { diagnoseErrors } from "@eslabon/diagnose";
import { imageErrors } from "@eslabon/image";
import { modelErrors } from "@eslabon/model";
import { ociErrors } from "@eslabon/oci";
import { serviceErrors } from "@eslabon/service";
import { cliErrors } from "../src/errors.ts";
import { emptyFolder, eslabon } from "./chain.ts";

const page = (name: string): Promise<string> =>
  readFile(new URL(`../../../docs/reference/${name}`, import.meta.url), "utf8");

describe("the reference", () => {
  it("of the command line shows each command's help as it is", async () => {
    const text = await page("command-line.md");
    const folder = await emptyFolder();
    for (const command of [
      [],
      ["up"],
      ["build"],
      ["check"],
      ["plan"],
      ["status"],
      ["diff"],
      ["update"],
      ["release"],
      ["deploy"],
      ["verify"],
      ["hook"],
      ["hook", "install"],
      ["hotfix"],
      ["trace"],
      ["registry"],
      ["classify"],
      ["train"],
      ["evaluate"],
      ["compare"],
      ["serve"],
      ["key"],
      ["diagnose"],
      ["bench"],
    ]) {
      const { out } = await eslabon(folder, [...command, "--help"]);
      assert.ok(text.includes(out.trim()), `eslabon ${command.join(" ")} --help has changed`);
    }
  });

  it("of the errors has a paragraph for each code, and no other", async () => {
    const documented = [...(await page("errors.md")).matchAll(/^### ([A-Z_]+)$/gmu)].map(([, code]) => code!);
    const known = [
      chainErrors,
      releaseErrors,
      ociErrors,
      dataErrors,
      modelErrors,
      serviceErrors,
      imageErrors,
      diagnoseErrors,
      chartErrors,
      cliErrors,
    ].flatMap((each) => Object.keys(each));
    assert.deepEqual(documented.toSorted(), [...known, "CLI_NODE_TOO_OLD"].toSorted());
  });
});
