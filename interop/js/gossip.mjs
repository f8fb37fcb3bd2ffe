// Gossip of js-libp2p: messages that come are events, and the rest are tasks.
const { gossipsub } = await import('@libp2p/gossipsub')

// What the specification says: js-libp2p has the key in place of the author's peer id by default, so that others don't know the ids of which
// it tells and asks.
function byOrigin (message) {
  const author = message.from.toMultihash().bytes
  const id = new Uint8Array(author.length + 8)
  id.set(author)
  new DataView(id.buffer).setBigUint64(author.length, message.sequenceNumber)
  return id
}

export function gossipService (options) {
  if (options == null) {
    return {}
  }
  const { ownIds, ...rest } = options
  return {
    pubsub: gossipsub({
      allowPublishToZeroTopicPeers: true,
      ...(ownIds || rest.globalSignaturePolicy === 'StrictNoSign' ? {} : { msgIdFn: byOrigin }),
      ...rest
    })
  }
}

export function gossipTasks (node, say) {
  const pubsub = node.services.pubsub
  pubsub?.addEventListener('gossipsub:message', ({ detail: { propagationSource, msg } }) => say({
    event: 'message',
    topic: msg.topic,
    text: Buffer.from(msg.data).toString(),
    author: msg.from == null ? null : String(msg.from),
    sender: String(propagationSource)
  }))
  return {
    subscribe: async ({ topic }) => { pubsub.subscribe(topic); return {} },
    publish: async ({ topic, text }) => {
      const { recipients } = await pubsub.publish(topic, Buffer.from(text))
      return { recipients: recipients.length }
    },
    gossip: async ({ topic }) => ({
      subscribers: pubsub.getSubscribers(topic).map(String),
      mesh: pubsub.getMeshPeers(topic),
      scores: Object.fromEntries(pubsub.getPeers().map(peer => [String(peer), pubsub.score.score(String(peer))]))
    })
  }
}
