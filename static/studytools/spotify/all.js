// All of the sheet, loaded when it is first opened.
import "./now.js"
import "./find.js"
import "./device.js"
