// The chat plugs itself in.
import "./messages.js"
import "./history.js"
import "./composer.js"
import "./slash.js"
import "./typing.js"
import "./hush.js"
import "./acts.js"
