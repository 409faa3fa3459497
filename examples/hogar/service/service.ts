import { defineService } from "@eslabon/service";

export default defineService({});
