import { defineService } from "@eslabon/service";

export default defineService({ port: 8080 });
