import { defineChain } from "eslabon";

export default defineChain({
  name: "hogar",
  links: {
    data: "data/dataset.ts",
    model: "model/model.ts",
    service: "service/service.ts",
    image: "image/image.ts",
    chart: "chart/chart.ts",
  },
  environments: { test: "environments/test.yaml", prod: "environments/prod.yaml" },
});
