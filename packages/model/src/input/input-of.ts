import type { Example } from "../example.ts";
import type { Manifest } from "../manifest.ts";
import type { Input } from "../model.ts";

/** What a model is asked about an example. Each model has its own name for the text. */
export function inputOf(
  { fields }: { readonly fields: Pick<Manifest["fields"], "text"> },
  { text, fields: values }: Omit<Example, "label">,
): Input {
  // The text last: it may have the name of a field that another model reads.
  return { ...values, [fields.text]: text };
}
