// The page of my connection: rooms that are open in other tabs hear that it has changed.
new BroadcastChannel("syncroom/spotify").postMessage("changed")
