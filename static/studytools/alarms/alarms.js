// The clocks plug themselves in.
import "./list.js"
import "./form.js"
import "./ring.js"
