/**
 * Which values may stand under a key, and which of two is the better one (libp2p/specs kad-dht,
 * "Entry validation"): the bound to poisoning, because what fails here is neither stored nor handed
 * to a caller.
 *
 * <p>Keys have a namespace, {@code /pk/…}, and each namespace one validator; there is none for
 * others, whose values are refused. {@code /pk/} holds public keys under their peer's id, as every
 * implementation has it. {@link org.meshwork.libp2p.protocol.kad.value.SignedValueValidator} is for
 * namespaces whose values only their author may change: the key names the author, the value is an
 * envelope (RFC 0002) with the author's signature, and the larger number wins.
 *
 * <p>Guarantees: validators throw {@link org.meshwork.libp2p.multiformats.InputRefused} and nothing
 * else; of two valid values the same one wins everywhere and always.
 *
 * <p>Non-goals: {@code /ipns/}, whose records need DAG-CBOR; it can be added as a validator.
 */
package org.meshwork.libp2p.protocol.kad.value;
