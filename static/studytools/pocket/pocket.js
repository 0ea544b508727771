// My timers and stopwatches plug themselves in.
import "./list.js"
import "./form.js"
import "./end.js"
