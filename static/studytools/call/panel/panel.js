// The call plugs itself in: who is in it, and a button; all the rest comes when somebody presses that.
import "./state.js"
import "./bar.js"
