// What of Spotify every room's page has: cards below links, and beside names what people listen to.
import "./cards.js"
import "./beside.js"
