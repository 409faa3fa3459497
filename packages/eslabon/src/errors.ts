import { defineErrors } from "@eslabon/chain";

export const cliErrors = defineErrors({
  CLI_NO_CHAIN: (folder: string) => ({
    message: `there is no eslabon.config.ts in ${folder} or above it`,
    fix: "go into a chain's folder, or name what you want: eslabon train FILE, eslabon classify --model FOLDER",
  }),
  CLI_CONFIG_INVALID: (file: string, why: string, cause?: unknown) => ({
    message: `${file} is not valid: ${why}`,
    fix: "correct what is named here",
    cause,
  }),
  CLI_LINK_UNKNOWN: (name: string, known: readonly string[]) => ({
    message: `there is no link “${name}” here`,
    fix: `the links are ${known.join(", ")}`,
  }),
  CLI_USAGE: (why: string) => ({ message: why, fix: "see --help of this command, which has examples" }),
  CLI_TEXT_MISSING: () => ({
    message: "there is no text to classify",
    fix: 'give one, eslabon classify "Tengo un charco en el baño", or NDJSON on standard input',
  }),
});
