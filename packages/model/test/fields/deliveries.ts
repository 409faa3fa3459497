import type { Example, FieldDefinitions } from "@eslabon/model";

export const definitions: FieldDefinitions = {
  canal: { type: "category" },
  importe: { type: "number", required: true },
  fecha: { type: "date" },
};

/** What each place takes, of texts that all say the same. */
const KINDS = [
  { label: "Tienda", canal: "web", from: 10, fecha: "2026-02-02" },
  { label: "Peritaje", canal: "web", from: 500, fecha: "2026-02-03" },
  { label: "Guardia", canal: "app", from: 10, fecha: "2026-02-07T23:10+01:00" },
];

/** Ninety rows that only their fields tell apart; every tenth lacks what is not needed. */
export const deliveries: readonly Example[] = KINDS.flatMap(({ label, canal, from, fecha }) =>
  Array.from({ length: 30 }, (_, row) => ({
    text: `se ha roto la ventana ${row % 7}`,
    label,
    fields: { importe: from + 7 * row, ...(row % 10 === 9 ? {} : { canal, fecha }) },
  })),
);
