import { type Static, Type } from "typebox";

const DescribedField = Type.Object({
  name: Type.String(),
  type: Type.String(),
  description: Type.String(),
  constraints: Type.Object({ required: Type.Optional(Type.Boolean()) }),
});
export type DescribedField = Static<typeof DescribedField>;

/** The part of a package's `datapackage.json` that is compared. */
export const Descriptor = Type.Object({
  title: Type.String(),
  description: Type.String(),
  version: Type.String(),
  licenses: Type.Array(Type.Object({ name: Type.String() })),
  language: Type.String(),
  roles: Type.Object({ text: Type.String(), label: Type.String() }),
  labels: Type.Array(Type.String()),
  resources: Type.Array(
    Type.Object({
      name: Type.String(),
      path: Type.String(),
      hash: Type.String(),
      schema: Type.Object({ fields: Type.Array(DescribedField) }),
    }),
    { minItems: 1 },
  ),
});
export type Descriptor = Static<typeof Descriptor>;

/** The declared fields, without `id`, which all datasets have. */
export function fieldsOf({ resources }: Descriptor): readonly DescribedField[] {
  return resources[0]!.schema.fields.filter(({ name }) => name !== "id");
}
