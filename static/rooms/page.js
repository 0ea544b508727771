// What every room's page does, whatever tools are in it.
import "./status.js"
import "./people.js"
import "./details.js"
import "./clock.js"
import "./invite.js"
import "./leave.js"
import "./tabs.js"
import "./help.js"
