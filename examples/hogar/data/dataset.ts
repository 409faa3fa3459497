import {
  corrections,
  csv,
  defineDataset,
  jsonLines,
  label,
  mergeDuplicates,
  nameLabels,
  sql,
  sqlite,
  text,
} from "@eslabon/data";

export default defineDataset({
  title: "Avisos de hogar",
  language: "es",
  fields: {
    texto: text({ description: "What the customer or the employee wrote" }),
    gremio: label({ description: "The trade that was sent" }),
  },
  sources: [
    csv("sources/expedientes_2024.csv", {
      delimiter: ";",
      encoding: "windows-1252",
      id: "NUM_EXP",
      fields: { texto: "TEXTO", gremio: "GREMIO" },
    }),
    sqlite("sources/callcenter.sqlite", {
      query: `SELECT llamadas.id, nota, nombre
              FROM llamadas LEFT JOIN gremios ON gremios.id = gremio_id
              ORDER BY llamadas.id`,
      id: "id",
      fields: { texto: "nota", gremio: "nombre" },
    }),
    jsonLines("sources/avisos_app.jsonl", {
      id: "id",
      fields: { texto: "message", gremio: "assigned.trade" },
    }),
  ],
  corrections: corrections("corrections.csv", {
    source: "fuente",
    id: "id",
    fields: { gremio: "gremio_correcto" },
  }),
  cleaning: [
    nameLabels("sources/gremios.csv", { name: "gremio", variants: ["codigo"] }),
    sql(
      "without “2º AVISO”",
      String.raw`SELECT * REPLACE (regexp_replace(texto, ' *\(2º AVISO\)$', '') AS texto) FROM rows`,
    ),
    mergeDuplicates(),
  ],
});
