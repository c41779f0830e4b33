import { cloudsmithProvider } from "../lib/provider/index.js";
import { serve } from "../lib/terraform/index.js";

void serve(cloudsmithProvider());
