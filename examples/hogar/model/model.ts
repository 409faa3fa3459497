import { defineModel } from "@eslabon/model";

export default defineModel({
  name: "hogar",
  gates: { accuracy: 0.8, macroF1: 0.8, recall: 0.6 },
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
