import { defineService } from "@eslabon/service";
import type { Input } from "@hogar/model";

export default defineService<Input>({
  port: 8080,
  v1: { texto: "texto" },
});
