package org.meshwork.libp2p.host.resources;

/** What is in use in one place. For one thread at a time. */
final class Account {
  private final Object owner;
  private final ResourceLimit limit;
  private final Runnable drop;
  private final long[] used = new long[Resource.values().length];

  /**
   * @param owner whose it is, for people
   * @param drop forgets the account
   */
  Account(Object owner, ResourceLimit limit, Runnable drop) {
    this.owner = owner;
    this.limit = limit;
    this.drop = drop;
  }

  boolean hasRoomFor(Resource resource, long amount) {
    return amount <= limit.of(resource) - used[resource.ordinal()];
  }

  void add(Resource resource, long amount) {
    used[resource.ordinal()] += amount;
  }

  boolean isUnused() {
    for (long amount : used) {
      if (amount != 0) {
        return false;
      }
    }
    return true;
  }

  ResourceUse use() {
    return new ResourceUse(
        used[Resource.INBOUND_STREAMS.ordinal()],
        used[Resource.OUTBOUND_STREAMS.ordinal()],
        used[Resource.MEMORY_BYTES.ordinal()],
        used[Resource.DIALS.ordinal()]);
  }

  /** Forgets the account; called when it is unused. */
  void drop() {
    drop.run();
  }

  @Override
  public String toString() {
    return owner.toString();
  }
}
