// The hash table of js-libp2p: a service, and what a test has it do. Keys below /test/ take any value.
const { kadDHT, passthroughMapper } = await import('@libp2p/kad-dht')
const { peerIdFromString } = await import('@libp2p/peer-id')
const { CID } = await import('multiformats/cid')

export const dht = protocol => kadDHT({
  protocol,
  clientMode: false,
  // Everything is on loopback.
  peerInfoMapper: passthroughMapper,
  allowQueryWithZeroPeers: true,
  validators: { test: async () => {} },
  selectors: { test: () => 0 }
})

async function all (events, name) {
  const found = []
  for await (const event of events) {
    if (event.name === name) {
      found.push(event)
    }
  }
  return found
}

export const dhtTasks = node => ({
  dhtJoin: async () => {
    await node.services.dht.refreshRoutingTable()
    return {}
  },
  dhtPut: async ({ key, value }) => {
    const answers = await all(node.services.dht.put(Buffer.from(key), Buffer.from(value)), 'PEER_RESPONSE')
    return { stored: answers.filter(answer => answer.messageName === 'PUT_VALUE').length }
  },
  dhtGet: async ({ key }) => {
    const values = await all(node.services.dht.get(Buffer.from(key)), 'VALUE')
    return { value: Buffer.from(values[values.length - 1].value).toString() }
  },
  dhtProvide: async ({ cid }) => {
    await all(node.services.dht.provide(CID.parse(cid)), 'PEER_RESPONSE')
    return {}
  },
  dhtFindProviders: async ({ cid }) => {
    const found = await all(node.services.dht.findProviders(CID.parse(cid)), 'PROVIDER')
    return { providers: [...new Set(found.flatMap(event => event.providers).map(provider => String(provider.id)))] }
  },
  dhtFindPeer: async ({ peer }) => {
    const found = await all(node.services.dht.findPeer(peerIdFromString(peer), { useCache: false }), 'FINAL_PEER')
    return { addresses: found.flatMap(event => event.peer.multiaddrs).map(String) }
  }
})
