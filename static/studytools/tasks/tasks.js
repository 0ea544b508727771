// The tasks plug themselves in.
import "./panel.js"
import "./adding.js"
import "./title.js"
import "./grip.js"
import "./keyboard.js"
import "./toast.js"
import "./current.js"


