// The clocks plug themselves in.
import "./list.js"
import "./ring.js"
import "../pocket/pocket.js"
