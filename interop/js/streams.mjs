// What tests do with streams: protocols that are served, and the same as tasks for the one who opens.
import { createHash } from 'node:crypto'

export const ECHO = '/meshwork/interop/echo/1.0.0'
export const DIGEST = '/meshwork/interop/digest/1.0.0'
export const STALL = '/meshwork/interop/stall/1.0.0'
export const PATTERN = '/meshwork/interop/pattern/1.0.0'
export const PERF = '/perf/1.0.0'

const CHUNK = 64 * 1024

// What tests are told of goes to `say`.
export async function serve (node, say) {
  const options = { maxInboundStreams: 2000, maxOutboundStreams: 2000 }
  await node.handle(ECHO, guarded(echo), options)
  await node.handle(DIGEST, guarded(digest), options)
  await node.handle(STALL, stream => stall(stream, say), options)
  await node.handle(PATTERN, guarded(stream => answer(stream, sendPattern)), options)
  await node.handle(PERF, guarded(stream => answer(stream, sendZeros)), options)
}

export function guarded (handler) {
  return async stream => {
    try {
      await handler(stream)
    } catch (error) {
      stream.abort(error)
    }
  }
}

// All that comes, up to the peer's end. js-libp2p's own iterator never ends if that came before it began, as may be over QUIC, or
// while js-libp2p is still busy with the stream's protocol.
async function * incoming (stream) {
  const chunks = []
  let ended = stream.readableEnded
  let failure
  let wake = () => {}
  stream.addEventListener('message', event => { chunks.push(event.data.subarray()); wake() })
  stream.addEventListener('end', () => { ended = true; wake() })
  stream.addEventListener('close', event => { failure = event.error; wake() })
  for (;;) {
    while (chunks.length > 0) {
      yield chunks.shift()
    }
    if (failure != null) {
      throw failure
    }
    if (ended) {
      return
    }
    await new Promise(resolve => { wake = resolve })
  }
}

async function echo (stream) {
  for await (const chunk of incoming(stream)) {
    await send(stream, chunk)
  }
  await stream.close()
}

// All that comes until the peer closes its side, answered by its SHA-256.
async function digest (stream) {
  await send(stream, await sha256(stream))
  await stream.close()
}

// Answers nothing, and tells that it listens, and how the peer ended it: with an error after a reset; over QUIC, js-libp2p takes that
// for an end.
function stall (stream, say) {
  say({ event: 'stalling' })
  const end = error => say({ event: 'stalled', error: error?.name ?? null })
  stream.addEventListener('remoteCloseWrite', () => end(), { once: true })
  stream.addEventListener('close', event => { if (event.error != null) end(event.error) }, { once: true })
}

// libp2p/specs perf: how many bytes are wanted, 8 bytes big-endian; then whatever is uploaded.
async function answer (stream, sendAll) {
  let head = Buffer.alloc(0)
  for await (const chunk of incoming(stream)) {
    if (head.length < 8) {
      head = Buffer.concat([head, chunk])
    }
  }
  await sendAll(stream, Number(head.readBigUInt64BE(0)))
  await stream.close()
}

async function sha256 (stream) {
  const hash = createHash('sha256')
  for await (const chunk of incoming(stream)) {
    hash.update(chunk)
  }
  return hash.digest()
}

export async function all (stream) {
  const chunks = []
  for await (const chunk of incoming(stream)) {
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export async function send (stream, bytes) {
  if (!stream.send(bytes)) {
    await stream.onDrain()
  }
}

async function sendZeros (stream, size) {
  const zeros = new Uint8Array(CHUNK)
  for (let left = size; left > 0; left -= CHUNK) {
    await send(stream, zeros.subarray(0, Math.min(left, CHUNK)))
  }
}

// Bytes that both sides can compute: the index of each, modulo 251.
const pattern = Uint8Array.from({ length: CHUNK + 251 }, (_, i) => i % 251)

async function sendPattern (stream, size, hash) {
  for (let start = 0; start < size; start += CHUNK) {
    const chunk = pattern.subarray(start % 251, start % 251 + Math.min(size - start, CHUNK))
    hash?.update(chunk)
    await send(stream, chunk)
  }
}

// Reads and writes at once, and closes when all is written.
export async function talk (stream, read, write) {
  const [got] = await Promise.all([read(stream), write().then(() => stream.close())])
  return got
}

export async function uploadForDigest (connection, size) {
  const expected = createHash('sha256')
  const stream = await connection.newStream(DIGEST)
  const got = await talk(stream, all, () => sendPattern(stream, size, expected))
  return { matches: got.equals(expected.digest()) }
}

// The SHA-256 of a pattern of so many bytes, in hexadecimal digits.
export async function download (connection, size) {
  const stream = await connection.newStream(PATTERN)
  const wanted = Buffer.alloc(8)
  wanted.writeBigUInt64BE(BigInt(size))
  const got = await talk(stream, sha256, () => send(stream, wanted))
  return { digest: got.toString('hex') }
}

export async function echoOnMany (connection, count) {
  const one = async index => {
    const stream = await connection.newStream(ECHO, { maxOutboundStreams: 2000 })
    const sent = Buffer.from(`stream ${index}`)
    const got = await talk(stream, all, () => send(stream, sent))
    return got.equals(sent)
  }
  const results = await Promise.all(Array.from({ length: count }, (_, index) => one(index)))
  return { echoed: results.filter(Boolean).length }
}

export async function reset (connection) {
  const stream = await connection.newStream(STALL)
  await send(stream, Buffer.from('to be reset'))
  stream.abort(new Error('reset by the test'))
  return {}
}

// Seconds for an upload and a download.
export async function measure (connection, up, down) {
  const start = performance.now()
  const stream = await connection.newStream(PERF)
  const head = Buffer.alloc(8)
  head.writeBigUInt64BE(BigInt(down))
  const received = await talk(stream, count, async () => {
    await send(stream, head)
    await sendZeros(stream, up)
  })
  if (received !== down) {
    throw new Error(`${received} bytes came instead of ${down}`)
  }
  return { seconds: (performance.now() - start) / 1000 }
}

async function count (stream) {
  let received = 0
  for await (const chunk of incoming(stream)) {
    received += chunk.byteLength
  }
  return received
}
