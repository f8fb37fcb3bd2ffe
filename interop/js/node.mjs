// A node of js-libp2p with the transport, security and key that a test asks for.
import './polyfill.mjs'
const { createLibp2p } = await import('libp2p')
const { circuitRelayServer, circuitRelayTransport } = await import('@libp2p/circuit-relay-v2')
const { identify, identifyPush } = await import('@libp2p/identify')
const { noise } = await import('@libp2p/noise')
const { ping } = await import('@libp2p/ping')
const { preSharedKey } = await import('@libp2p/pnet')
const { tls } = await import('@libp2p/tls')
const { yamux } = await import('@libp2p/yamux')

const transports = {
  tcp: async () => (await import('@libp2p/tcp')).tcp(),
  ws: async () => (await import('@libp2p/websockets')).webSockets(),
  quic: async () => (await import('@chainsafe/libp2p-quic')).quic()
}
const anyPort = {
  tcp: '/ip4/127.0.0.1/tcp/0',
  ws: '/ip4/127.0.0.1/tcp/0/ws',
  quic: '/ip4/127.0.0.1/udp/0/quic-v1'
}
const securities = { noise, tls }

// relay: 'server' or 'client'; unlimited: whether a server's circuits are; listenOver: an address of a relay.
export async function createNode ({ transport, security, privateNetwork, identified, relay, unlimited, listenOver }) {
  const circuits = relay === 'client' ? [circuitRelayTransport()] : []
  const relays = relay === 'server' ? { relay: circuitRelayServer({ reservations: { applyDefaultLimit: unlimited !== true } }) } : {}
  return createLibp2p({
    addresses: { listen: listenOver == null ? [anyPort[transport]] : [`${listenOver}/p2p-circuit`] },
    transports: [await transports[transport](), ...circuits],
    connectionEncrypters: [securities[security]()],
    streamMuxers: [yamux({ maxInboundStreams: 2000, maxOutboundStreams: 2000 })],
    connectionProtector: privateNetwork == null ? undefined : preSharedKey({ psk: Buffer.from(privateNetwork) }),
    // Everything is on loopback.
    connectionGater: { denyDialMultiaddr: () => false },
    services: { ping: ping(), ...relays, ...(identified ? { identify: identify(), identifyPush: identifyPush() } : {}) }
  })
}
