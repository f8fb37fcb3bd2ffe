// What js-libp2p takes from Node 22 and Node 20 doesn't have.
if (Promise.withResolvers == null) {
  Promise.withResolvers = function () {
    let resolve, reject
    const promise = new this((fulfil, refuse) => { resolve = fulfil; reject = refuse })
    return { promise, resolve, reject }
  }
}
if (globalThis.WebSocket == null) {
  globalThis.WebSocket = (await import('ws')).WebSocket
}
