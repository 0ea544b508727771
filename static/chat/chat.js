// The chat plugs itself in.
import "./messages.js"
import "./history.js"
import "./composer.js"
import "./typing.js"
import "./acts.js"
