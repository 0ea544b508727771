// What tools put below a message because of its words: embellish((words) => [element, …]).
const makers = []

export const embellish = (make) => makers.push(make)

export const embellishments = (words) => makers.flatMap((make) => make(words))
