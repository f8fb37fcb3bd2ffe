// A node of js-libp2p with the transport, security and key that a test asks for.
import './polyfill.mjs'
const { createLibp2p } = await import('libp2p')
const { autoNAT } = await import('@libp2p/autonat')
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

export async function createNode ({ transport, security, privateNetwork, identified, autonat }) {
  return createLibp2p({
    addresses: { listen: [anyPort[transport]] },
    transports: [await transports[transport]()],
    connectionEncrypters: [securities[security]()],
    streamMuxers: [yamux({ maxInboundStreams: 2000, maxOutboundStreams: 2000 })],
    connectionProtector: privateNetwork == null ? undefined : preSharedKey({ psk: Buffer.from(privateNetwork) }),
    // Everything is on loopback.
    connectionGater: { denyDialMultiaddr: () => false },
    services: {
      ping: ping(),
      ...(identified ? { identify: identify(), identifyPush: identifyPush() } : {}),
      ...(autonat ? { autonat: autoNAT() } : {})
    }
  })
}
