import { defineChain } from "eslabon";

// The data and the service of the reference chain, with another model between them.
export default defineChain({
  name: "hogar-onnx",
  links: {
    data: "../hogar/data/dataset.ts",
    model: "model/model.ts",
    service: "../hogar/service/service.ts",
  },
});
