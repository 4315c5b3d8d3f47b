// The program of the package's worker.
import { init } from "./index.js";
import { serve } from "./thread.js";

serve(init);
