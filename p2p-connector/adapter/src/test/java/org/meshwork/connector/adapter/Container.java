package org.meshwork.connector.adapter;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What a server is to the adapter, as far as its contract goes. */
final class Container implements BootstrapContext, WorkManager, AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<MeshResourceAdapter> adapters = new ArrayList<>();
  final Transactions transactions = new Transactions();

  MeshResourceAdapter start(Path folder) throws ResourceAdapterInternalException {
    MeshResourceAdapter adapter = new MeshResourceAdapter();
    adapter.setMode("open");
    adapter.setListenAddresses("/ip4/127.0.0.1/tcp/0");
    adapter.setKeyFile(folder.resolve("key" + adapters.size() + ".pem").toString());
    adapter.start(this);
    adapters.add(adapter);
    return adapter;
  }

  @Override
  public void close() {
    adapters.forEach(MeshResourceAdapter::stop);
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new AssertionError("works that never end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public WorkManager getWorkManager() {
    return this;
  }

  @Override
  public void scheduleWork(Work work) {
    threads.execute(work);
  }

  @Override
  public long startWork(Work work) {
    threads.execute(work);
    return 0;
  }

  @Override
  public void doWork(Work work) {
    work.run();
  }

  @Override
  public void doWork(Work work, long start, ExecutionContext context, WorkListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long startWork(Work work, long start, ExecutionContext context, WorkListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void scheduleWork(Work work, long start, ExecutionContext context, WorkListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public XATerminator getXATerminator() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Timer createTimer() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isContextSupported(Class<? extends WorkContext> context) {
    return false;
  }

  @Override
  public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
    return transactions;
  }

  /** One transaction a thread, of which only the end matters. */
  static final class Transactions implements TransactionSynchronizationRegistry {
    private final ThreadLocal<List<Synchronization>> current = new ThreadLocal<>();
    private final ThreadLocal<Boolean> rollbackOnly = new ThreadLocal<>();
    final List<Integer> ends = new CopyOnWriteArrayList<>();

    void begin() {
      current.set(new ArrayList<>());
      rollbackOnly.set(false);
    }

    void end() {
      int status = rollbackOnly.get() ? Status.STATUS_ROLLEDBACK : Status.STATUS_COMMITTED;
      ends.add(status);
      current.get().forEach(each -> each.afterCompletion(status));
      current.remove();
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
      current.get().add(synchronization);
    }

    @Override
    public void setRollbackOnly() {
      rollbackOnly.set(true);
    }

    @Override
    public boolean getRollbackOnly() {
      return rollbackOnly.get();
    }

    @Override
    public Object getTransactionKey() {
      return current.get();
    }

    @Override
    public int getTransactionStatus() {
      return current.get() == null ? Status.STATUS_NO_TRANSACTION : Status.STATUS_ACTIVE;
    }

    @Override
    public void putResource(Object key, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object getResource(Object key) {
      throw new UnsupportedOperationException();
    }
  }
}
