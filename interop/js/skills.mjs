// Skills, asked for and had: one message behind its length each way, as the package org.meshwork.connector.adapter.wire says.
import { all, guarded, send, talk } from './streams.mjs'

const PREFIX = '/meshwork/skill/'
const STATUSES = ['unknown', 'ok', 'busy', 'rolled back', 'refused']

// Of a field: its number and wire type.
const STATUS = 1 << 3
const PAYLOAD = 2 << 3 | 2
const TEXT = 3 << 3 | 2

function varint (number) {
  const bytes = []
  for (; number > 127; number = Math.floor(number / 128)) {
    bytes.push(number % 128 | 128)
  }
  return Buffer.from([...bytes, number])
}

// The number, and where it ends.
function readVarint (bytes, at) {
  for (let number = 0, scale = 1; ; at++, scale *= 128) {
    number += (bytes[at] & 127) * scale
    if (bytes[at] < 128) {
      return [number, at + 1]
    }
  }
}

const framed = message => Buffer.concat([varint(message.length), message])

function unframed (bytes) {
  const [length, start] = readVarint(bytes, 0)
  return bytes.subarray(start, start + length)
}

const encode = payload =>
  Buffer.concat([varint(STATUS), varint(1), varint(PAYLOAD), varint(payload.length), payload])

function decode (message) {
  const reply = { status: STATUSES[0], payload: '', text: '' }
  for (let at = 0, tag, value; at < message.length;) {
    [tag, at] = readVarint(message, at);
    [value, at] = readVarint(message, at)
    if (tag === STATUS) {
      reply.status = STATUSES[value]
      continue
    }
    const text = message.subarray(at, at + value).toString()
    at += value
    if (tag === PAYLOAD) {
      reply.payload = text
    } else if (tag === TEXT) {
      reply.text = text
    }
  }
  return reply
}

// `connection` tells which one it is by then.
export const skillTasks = (node, connection) => ({
  call: async ({ skill, input }) => {
    const stream = await connection().newStream(PREFIX + skill)
    return decode(unframed(await talk(stream, all, () => send(stream, framed(Buffer.from(input))))))
  },
  // From now on it has this skill: to turn a text into capital letters.
  capitals: async ({ skill }) => {
    await node.handle(PREFIX + skill, guarded(async stream => {
      const input = unframed(await all(stream)).toString()
      await send(stream, framed(encode(Buffer.from(input.toUpperCase()))))
      await stream.close()
    }))
    return {}
  }
})
