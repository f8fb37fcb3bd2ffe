// What tests do with streams: protocols that are served, and the same as tasks for the one who opens.
import { createHash } from 'node:crypto'

export const ECHO = '/meshwork/interop/echo/1.0.0'
export const DIGEST = '/meshwork/interop/digest/1.0.0'
export const STALL = '/meshwork/interop/stall/1.0.0'
export const PERF = '/perf/1.0.0'

const CHUNK = 64 * 1024

export async function serve (node) {
  const options = { maxInboundStreams: 2000, maxOutboundStreams: 2000 }
  await node.handle(ECHO, guarded(echo), options)
  await node.handle(DIGEST, guarded(digest), options)
  await node.handle(STALL, () => {}, options)
  await node.handle(PERF, guarded(perf), options)
}

function guarded (handler) {
  return async stream => {
    try {
      await handler(stream)
    } catch (error) {
      stream.abort(error)
    }
  }
}

async function echo (stream) {
  for await (const chunk of stream) {
    await send(stream, chunk.subarray())
  }
  await stream.close()
}

// All that comes until the peer closes its side, answered by its SHA-256.
async function digest (stream) {
  await send(stream, await sha256(stream))
  await stream.close()
}

// libp2p/specs perf: how many bytes are wanted, 8 bytes big-endian; then whatever is uploaded.
async function perf (stream) {
  let head = Buffer.alloc(0)
  for await (const chunk of stream) {
    if (head.length < 8) {
      head = Buffer.concat([head, chunk.subarray()])
    }
  }
  await sendZeros(stream, Number(head.readBigUInt64BE(0)))
  await stream.close()
}

async function sha256 (stream) {
  const hash = createHash('sha256')
  for await (const chunk of stream) {
    hash.update(chunk.subarray())
  }
  return hash.digest()
}

async function send (stream, bytes) {
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
function pattern (size) {
  return Uint8Array.from({ length: size }, (_, i) => i % 251)
}

export async function uploadForDigest (connection, size) {
  const stream = await connection.newStream(DIGEST)
  const expected = createHash('sha256')
  for (let left = size; left > 0; left -= CHUNK) {
    const chunk = pattern(Math.min(left, CHUNK))
    expected.update(chunk)
    await send(stream, chunk)
  }
  await stream.close()
  const answer = []
  for await (const chunk of stream) {
    answer.push(chunk.subarray())
  }
  return { matches: Buffer.concat(answer).equals(expected.digest()) }
}

export async function echoOnMany (connection, count) {
  const one = async index => {
    const stream = await connection.newStream(ECHO, { maxOutboundStreams: 2000 })
    const sent = Buffer.from(`stream ${index}`)
    await send(stream, sent)
    await stream.close()
    const got = []
    for await (const chunk of stream) {
      got.push(chunk.subarray())
    }
    return Buffer.concat(got).equals(sent)
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
  await send(stream, head)
  await sendZeros(stream, up)
  await stream.close()
  let received = 0
  for await (const chunk of stream) {
    received += chunk.byteLength
  }
  if (received !== down) {
    throw new Error(`${received} bytes came instead of ${down}`)
  }
  return { seconds: (performance.now() - start) / 1000 }
}
