import { defineErrors } from "@eslabon/link";

export const imageErrors = defineErrors({
  IMAGE_DEFINITION_INVALID: (field: string, reason: string) => ({
    message: `in the image's definition, ${field} ${reason}`,
    fix: `correct ${field} in what defineImage is given`,
  }),
  IMAGE_BUILDER_ABSENT: (tried: readonly string[]) => ({
    message: `no program is here that builds images: ${tried.join(", ")}`,
    fix: "install podman, buildah or docker; ESLABON_IMAGE_BUILDER names the one to take",
  }),
  IMAGE_RUNNER_ABSENT: (tried: readonly string[]) => ({
    message: `no program is here that runs images, which testing them takes: ${tried.join(", ")}`,
    fix: "install podman or docker",
  }),
  IMAGE_BASE_ABSENT: (base: string, why: string) => ({
    message: `the base ${base} is not here and cannot be fetched: ${why}`,
    fix: "correct base in the image's definition, sign in to its registry, or pull it yourself",
  }),
  IMAGE_LOCK_ABSENT: (folder: string) => ({
    message: `${folder} has no package-lock.json, so that nothing says what is installed in the image`,
    fix: "take the service and the model: eslabon update image",
  }),
  IMAGE_MODEL_ABSENT: (folder: string) => ({
    message: `none of the packages that ${folder} depends on is a model`,
    fix: "take a released model: eslabon update image model",
  }),
  IMAGE_MODEL_OTHER: (named: string, service: string, found: string) => ({
    message: `the image names ${named}, but ${service} would answer with ${found}`,
    fix: "take a model that the service's range allows, or another service: eslabon update image",
  }),
  IMAGE_GOLDEN_ABSENT: (model: string) => ({
    message: `${model} has no golden example, so that nothing tells whether the image answers rightly`,
    fix: 'give the model\'s definition one: golden: [{ text: "bañera", label: "Fontanería" }]',
  }),
  IMAGE_PROGRAM_FAILED: (command: string, said: string) => ({
    message: `${command} failed:\n${said}`,
    fix: "correct what it says, in the Dockerfile, the registry's configuration or on this machine",
  }),
});
