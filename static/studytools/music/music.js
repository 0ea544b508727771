// The music plugs itself in; its sheet comes when it is opened.
import "../../rooms/sheets.js"
import "./bar.js"
