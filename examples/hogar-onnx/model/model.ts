import { defineModel } from "@eslabon/model";

export default defineModel({
  name: "hogar",
  program: [".venv/bin/python", "train.py"],
  // Whole words only: somewhat less is demanded than of the model in examples/hogar.
  gates: { accuracy: 0.55, macroF1: 0.55, recall: 0.2 },
  golden: [
    { text: "Tengo un charco en el baño", label: "Fontanería" },
    { text: "El fregadero no traga", label: "Desatascos" },
    { text: "La persiana no sube", label: "Persianas y toldos" },
  ],
});
