// A time of day as everybody here writes it: 14:02.
const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })

export const hours = (at) => clock.format(at)
