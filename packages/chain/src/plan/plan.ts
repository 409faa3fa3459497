import { type Static, Type } from "typebox";

const Step = Type.Union([Type.Literal("patch"), Type.Literal("minor"), Type.Literal("major")]);

const Change = Type.Object(
  {
    what: Type.String({ description: "In the words of people: “41 labels corrected”." }),
    step: Step,
  },
  { additionalProperties: false },
);

const DependencyPlan = Type.Object(
  {
    link: Type.String({ description: "The link that this one reads." }),
    package: Type.String({ description: "The npm name of its package." }),
    range: Type.Optional(
      Type.String({
        description: "What package.json asks for: 1.0.0, ^1.1.0. Absent when it asks for none.",
      }),
    ),
    locked: Type.Optional(
      Type.String({ description: "The version that package-lock.json holds, or the exact one asked for." }),
    ),
    newest: Type.Optional(Type.String({ description: "The greatest version that is released." })),
    update: Type.Optional(
      Type.String({
        description:
          "The version that eslabon update --all would take: the greatest of the same major version. Absent when it is there.",
      }),
    ),
  },
  { additionalProperties: false },
);

/** What a link has of one that it reads, and could have. */
export type DependencyPlan = Static<typeof DependencyPlan>;

export const LinkPlan = Type.Object(
  {
    link: Type.String(),
    package: Type.String({ description: "Its npm name." }),
    last: Type.Optional(Type.String({ description: "The last release that is here or before here." })),
    undelivered: Type.Optional(
      Type.Boolean({
        description: "The last release has its tag, but the registry does not have its package.",
      }),
    ),
    changes: Type.Array(Change, {
      description: "What has changed since the last release, the largest first.",
    }),
    step: Type.Optional(
      Type.Union([Type.Literal("patch"), Type.Literal("minor"), Type.Literal("major")], {
        description: "What the changes call for. Absent when there are none.",
      }),
    ),
    next: Type.Optional(
      Type.String({
        description: "The smallest version that may be released. Absent when there is nothing to release.",
      }),
    ),
    candidates: Type.Array(Type.String(), { description: "The release candidates of it that there are." }),
    dependencies: Type.Array(DependencyPlan, { description: "What it has of each link that it reads." }),
  },
  { additionalProperties: false },
);

/** What a release of a link would be, and why. */
export type LinkPlan = Static<typeof LinkPlan>;

/** What `eslabon plan --json` prints; `plan.schema.json` of this package is the same for editors and other programs. */
export const Plan = Type.Object(
  {
    chain: Type.String({ description: "The chain's name." }),
    links: Type.Array(LinkPlan, { description: "In the order in which they depend on each other." }),
  },
  { additionalProperties: false },
);
export type Plan = Static<typeof Plan>;
