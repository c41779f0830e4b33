import { serve } from "../lib/terraform/index.js";

void serve({
  name: "cloudsmith",
  load: async () => (await import("../lib/provider/index.js")).cloudsmithProvider(),
});
