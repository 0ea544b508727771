// Names for what is made here before the server has named it, as the chat has them.
export { newId } from "../rooms/ids.js"
