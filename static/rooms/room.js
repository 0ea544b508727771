// The room this page is in, and what the page was told about it. Tools import it; it imports none of them.
import { Connection } from "./connection.js"

const { code, name, me, myName, role, host, zone, manage, moderate } = document.body.dataset

export const page = {
  code,
  name,
  me: Number(me),
  myName,
  role,
  host: Number(host), // who acts for the owner; 0 for nobody
  zone, // as on the account page; "" if they never said
  address: `${location.origin}/rooms/${code}/`,
  may: { manage: manage === "true", moderate: moderate === "true" },
}

export const room = new Connection(`${location.origin.replace(/^http/, "ws")}/ws/rooms/${code}/`)

// Modules run before this, so by now every tool has said what it listens to.
addEventListener("DOMContentLoaded", () => room.open())
