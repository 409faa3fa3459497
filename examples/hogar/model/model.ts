import { defineModel } from "@eslabon/model";

export default defineModel({
  name: "hogar",
  // Short, dirty texts of sixteen trades that share many words, with about 130 rows to learn each from.
  gates: { accuracy: 0.6, macroF1: 0.6, recall: 0.35 },
  golden: [
    { text: "bañera", label: "Fontanería" },
    { text: "Tengo un charco en el baño", label: "Fontanería" },
    { text: "Se me rompió la vitrocerámica", label: "Electrodomésticos" },
    { text: "El fregadero no traga", label: "Desatascos" },
    { text: "Ha saltado el diferencial y no vuelve la luz", label: "Electricidad" },
    { text: "No puedo abrir la puerta, la llave no gira", label: "Cerrajería" },
    { text: "La persiana no sube", label: "Persianas y toldos" },
    { text: "Hay cucarachas en la cocina", label: "Control de plagas" },
  ],
});
