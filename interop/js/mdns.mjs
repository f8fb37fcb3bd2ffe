// Discovery by multicast DNS on the loopback interface, and nowhere else.
import os from 'node:os'

const networkInterfaces = os.networkInterfaces

/** As @libp2p/mdns takes its options, such as a port that is free. */
export async function loopbackMdns (options) {
  if (options == null) {
    return []
  }
  // multicast-dns joins its group on all interfaces that it is shown, and sends on the first that is not loopback.
  os.networkInterfaces = () => Object.fromEntries(
    Object.entries(networkInterfaces()).filter(([, addresses]) => addresses.every(address => address.internal)))
  const { mdns } = await import('@libp2p/mdns')
  return [mdns(options)]
}
