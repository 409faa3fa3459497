import sonarjs from "eslint-plugin-sonarjs";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

// The embedded quality gate: the rules that a SonarQube server would apply, on every machine and without one.
export default defineConfig(
  globalIgnores([
    "**/dist/",
    "**/build/",
    "**/.venv/",
    "packages/service/page/",
    // JavaScript that runs in an image as it is.
    "packages/image/container/",
    // What runs inside a cluster.
    "packages/chart/chart/",
    "packages/model/kernel/kernel.ts",
    // Compiled by eslabon with the types of the model, which are there when the model is.
    "examples/*/service/",
  ]),
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  sonarjs.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["packages/*/bin/*.js"] } } },
    rules: {
      "sonarjs/cognitive-complexity": ["error", 12],
      complexity: ["error", 12],
      "max-lines": ["error", 300],
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // By code unit, which is the same on every machine.
      "sonarjs/no-alphabetical-sort": "off",
      // Indices into typed arrays are known to be there; `!` says so where a check would cost time.
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    files: ["packages/chain/src/git/**", "packages/chain/src/registry/**", "packages/chart/schemas/**"],
    // git, npm and go are those that a person would get by typing their names.
    rules: { "sonarjs/no-os-command-from-path": "off" },
  },
  {
    files: ["**/test/**", "acceptance/**", "scripts/**"],
    rules: {
      // node:test's describe and it return promises that its runner awaits.
      "@typescript-eslint/no-floating-promises": "off",
      // It does not know node:assert's rejects and throws, nor fast-check's assert.
      "sonarjs/assertions-in-tests": "off",
      // Addresses and numbers in tests are examples.
      "sonarjs/no-hardcoded-ip": "off",
      // npm, npx and git are wherever the tester has them.
      "sonarjs/no-os-command-from-path": "off",
    },
  },
);
