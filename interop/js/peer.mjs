// A peer of js-libp2p that a test conducts: one line of JSON a task on the standard input, one line of JSON an answer or an event on the
// standard output. It lives until the input ends.
//
//   node peer.mjs '{"transport": "tcp", "security": "noise", "privateNetwork": null, "identified": true}'
//
// Of transports and securities there may be several, in an array; "wss" needs a "certificate" with its "key" and "cert" in PEM.
import { createInterface } from 'node:readline'
import { createNode } from './node.mjs' // first, for its polyfill
import { dhtTasks } from './dht.mjs'
import { gossipTasks } from './gossip.mjs'
import { skillTasks } from './skills.mjs'
import { download, echoOnMany, measure, reset, serve, uploadForDigest } from './streams.mjs'
const { multiaddr } = await import('@multiformats/multiaddr')

const say = line => console.log(JSON.stringify(line))

const options = JSON.parse(process.argv[2])
const node = await createNode(options)
await serve(node, say)

let connection
node.addEventListener('connection:open', event => {
  connection = event.detail
  say({ event: 'connected', peer: String(connection.remotePeer), security: connection.encryption, muxer: connection.multiplexer })
})
node.addEventListener('connection:close', event => say({ event: 'disconnected', peer: String(event.detail.remotePeer) }))
node.addEventListener('peer:discovery', event =>
  say({ event: 'discovered', peer: String(event.detail.id), addresses: event.detail.multiaddrs.map(String) }))
node.addEventListener('peer:identify', event => {
  const { peerId, agentVersion, protocolVersion, protocols, listenAddrs, observedAddr, signedPeerRecord } = event.detail
  say({
    event: 'identified',
    peer: String(peerId),
    agent: agentVersion,
    version: protocolVersion,
    protocols,
    addresses: listenAddrs.map(String),
    observed: observedAddr == null ? null : String(observedAddr),
    certified: signedPeerRecord != null
  })
})

// Nobody shows it otherwise.
const addressManager = () => node.services.autonat.components.addressManager

const tasks = {
  dial: async ({ address }) => {
    connection = await node.dial(multiaddr(address))
    return { peer: String(connection.remotePeer), security: connection.encryption, muxer: connection.multiplexer }
  },
  ping: async () => ({ millis: await node.services.ping.ping(connection.remotePeer) }),
  upload: ({ size }) => uploadForDigest(connection, size),
  download: ({ size }) => download(connection, size),
  echo: ({ streams }) => echoOnMany(connection, streams),
  reset: () => reset(connection),
  perf: ({ up, down }) => measure(connection, up, down),
  ...(options.dht != null ? dhtTasks(node) : {}),
  ...gossipTasks(node, say),
  ...skillTasks(node, () => connection),
  // As if a router forwarded a port of a public address.
  mapPort: async ({ ip, port }) => {
    addressManager().addPublicAddressMapping('127.0.0.1', port, ip, port)
    return {}
  },
  verified: async ({ ip }) => ({
    addresses: addressManager().getAddressesWithMetadata()
      .filter(known => known.verified && String(known.multiaddr).includes(ip)).map(known => String(known.multiaddr))
  }),
  hangUp: async () => { await connection.close(); return {} }
}

say({ event: 'listening', peer: String(node.peerId), addresses: node.getMultiaddrs().map(String) })
for await (const line of createInterface({ input: process.stdin })) {
  const task = JSON.parse(line)
  try {
    say({ answer: task.do, ...(await tasks[task.do](task)) })
  } catch (error) {
    say({ answer: task.do, error: String(error.message ?? error) })
  }
}
await node.stop()
process.exit(0)
