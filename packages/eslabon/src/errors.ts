import { defineErrors } from "@eslabon/link";

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
  CLI_ENVIRONMENT_UNKNOWN: (name: string, known: readonly string[]) => ({
    message: `“${name}” is no environment with a file that says what is deployed there`,
    fix:
      known.length > 0
        ? `there are ${known.join(", ")}`
        : 'name one in eslabon.config.ts: environments: { test: "environments/test.yaml" }',
  }),
  CLI_PACKAGE_UNKNOWN: (reference: string) => ({
    message: `there is no “${reference}”: no link of a chain here, no folder or file, and no installed package`,
    fix: "correct the name, or give the path of a folder",
  }),
  CLI_VERSION_ABSENT: (wanted: string, found: string, folder: string) => ({
    message: `there is no ${wanted} here; ${folder} holds ${found}`,
    fix: `name ${found}, or the folder where the other version is`,
  }),
  CLI_REFERENCE_INVALID: (reference: string) => ({
    message: `“${reference}” names no package of the chain`,
    fix: "name a link, model@1.1.0, or a package, @hogar/model@1.1.0",
  }),
  CLI_RELEASE_ABSENT: (link: string) => ({
    message: `the ${link} has no release yet that it could be compared with`,
    fix: `name what to compare: eslabon diff ${link} FOLDER FOLDER`,
  }),
  CLI_SERVICE_SILENT: (url: string, why: string) => ({
    message: `the service at ${url} does not tell its versions: ${why}`,
    fix: "correct the URL: it is that of the service's page, without a path of its interface",
  }),
  CLI_USAGE: (why: string) => ({ message: why, fix: "see --help of this command, which has examples" }),
  CLI_TEXT_MISSING: () => ({
    message: "there is no text to classify",
    fix: 'give one, eslabon classify "Tengo un charco en el baño", or NDJSON on standard input',
  }),
  CLI_SERVICE_FAILED: (said: string) => ({
    message: `the service to measure did not start: ${said}`,
    fix: "start it yourself, eslabon up or eslabon serve, and correct what it says",
  }),
});
