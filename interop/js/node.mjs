// A node of js-libp2p with the transport, security and key that a test asks for.
import './polyfill.mjs'
import { dht } from './dht.mjs'
import { gossipService } from './gossip.mjs'
import { loopbackMdns } from './mdns.mjs'
const { createLibp2p } = await import('libp2p')
const { autoNAT } = await import('@libp2p/autonat')
const { circuitRelayServer, circuitRelayTransport } = await import('@libp2p/circuit-relay-v2')
const { identify, identifyPush } = await import('@libp2p/identify')
const { noise } = await import('@libp2p/noise')
const { ping } = await import('@libp2p/ping')
const { preSharedKey } = await import('@libp2p/pnet')
const { tls } = await import('@libp2p/tls')
const { yamux } = await import('@libp2p/yamux')

const transports = {
  tcp: async () => (await import('@libp2p/tcp')).tcp(),
  ws: async https => (await import('@libp2p/websockets')).webSockets({ https }),
  quic: async () => (await import('@chainsafe/libp2p-quic')).quic({ maxConcurrentStreamLimit: 2000 })
}
const anyPort = {
  tcp: '/ip4/127.0.0.1/tcp/0',
  ws: '/ip4/127.0.0.1/tcp/0/ws',
  wss: '/ip4/127.0.0.1/tcp/0/tls/ws',
  quic: '/ip4/127.0.0.1/udp/0/quic-v1'
}
const securities = { noise, tls }

// relay: 'server' or 'client'; unlimited: whether a server's circuits are; listenOver: an address of a relay.
export async function createNode (options) {
  const { transport, security, certificate, privateNetwork, relay, listenOver } = options
  const networks = [transport].flat()
  // One transport listens for both kinds of WebSockets.
  const kinds = new Set(networks.map(network => network === 'wss' ? 'ws' : network))
  const circuits = relay === 'client' ? [circuitRelayTransport()] : []
  return createLibp2p({
    addresses: { listen: listenOver == null ? networks.map(network => anyPort[network]) : [`${listenOver}/p2p-circuit`] },
    transports: [...await Promise.all([...kinds].map(kind => transports[kind](certificate))), ...circuits],
    connectionEncrypters: [security].flat().map(name => securities[name]()),
    streamMuxers: [yamux({ maxInboundStreams: 2000, maxOutboundStreams: 2000 })],
    connectionProtector: privateNetwork == null ? undefined : preSharedKey({ psk: Buffer.from(privateNetwork) }),
    // Everything is on loopback.
    connectionGater: { denyDialMultiaddr: () => false },
    peerDiscovery: await loopbackMdns(options.mdns),
    services: services(options)
  })
}

function services (options) {
  return {
    ping: ping(),
    ...(options.identified ? { identify: identify(), identifyPush: identifyPush() } : {}),
    ...(options.dht != null ? { dht: dht(options.dht) } : {}),
    ...(options.autonat ? { autonat: autoNAT() } : {}),
    ...gossipService(options.gossip),
    ...(options.relay === 'server' ? { relay: circuitRelayServer({ reservations: { applyDefaultLimit: options.unlimited !== true } }) } : {})
  }
}
