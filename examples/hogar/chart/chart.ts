import { defineChart } from "@eslabon/chart";

export default defineChart({
  examples: [
    { input: "bañera", label: "Fontanería" },
    { input: "Se me rompió la vitrocerámica", label: "Electrodomésticos" },
    { input: "La persiana no sube", label: "Persianas y toldos" },
  ],
});
