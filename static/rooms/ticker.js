// A worker that only counts: browsers slow a hidden page's own timers down to one a minute, a worker's not.

onmessage = ({ data: { id, delay } }) => setTimeout(() => postMessage(id), delay)
