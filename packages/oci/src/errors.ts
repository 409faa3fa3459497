import { defineErrors } from "@eslabon/link";

export const ociErrors = defineErrors({
  OCI_PLACE_ABSENT: (name: string) => ({
    message: `nothing says where ${name} is published`,
    fix: 'name an OCI registry in eslabon.config.ts: registries: { oci: "registry.example.com/hogar" }',
  }),
  OCI_PLACE_INVALID: (place: string) => ({
    message: `“${place}” names no OCI registry`,
    fix: "write its host and a path, registry.example.com/hogar, in lower case; or a folder: ./registry",
  }),
  OCI_UNREACHABLE: (place: string, why: string, cause?: unknown) => ({
    message: `the OCI registry at ${place} does not answer: ${why}`,
    fix: "start it, or correct registries.oci in eslabon.config.ts; unencrypted ones that are not on this machine begin with http://",
    cause,
  }),
  OCI_DENIED: (place: string, what: string) => ({
    message: `the OCI registry at ${place} does not allow to ${what}`,
    fix: "sign in (podman login, docker login), or set ESLABON_OCI_USER and ESLABON_OCI_PASSWORD to who may do it",
  }),
  OCI_FAILED: (place: string, why: string) => ({
    message: `the OCI registry at ${place} answered: ${why}`,
    fix: "see its log; the command can be run again",
  }),
  OCI_TAG_TAKEN: (reference: string, found: string, wanted: string) => ({
    message: `${reference} is ${found} in the registry, and not ${wanted}`,
    fix: "a released version never changes: release the next one",
  }),
  OCI_DAMAGED: (reference: string, found: string, stated: string) => ({
    message: `${reference} has the digest ${found}, and states ${stated}`,
    fix: "it was changed after its release: bring it back from a copy, or release the next version",
  }),
  OCI_CONTENT_ABSENT: (place: string, digest: string) => ({
    message: `${digest} is not in ${place}`,
    fix: "something was removed there: bring it back from a copy, or release the next version",
  }),
  OCI_LAYOUT_INVALID: (folder: string, why: string) => ({
    message: `${folder} is no OCI image layout: ${why}`,
    fix: "build it again",
  }),
});
