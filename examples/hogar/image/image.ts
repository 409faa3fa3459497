import { defineImage } from "@eslabon/image";

export default defineImage({
  base: "node:24-slim",
  labels: { "org.opencontainers.image.vendor": "hogar" },
});
