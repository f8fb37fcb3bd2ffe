package org.meshwork.connector.adapter;

import jakarta.ejb.EJBException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;
import org.meshwork.connector.RequestRefused;

/** A message-driven bean in a pool of so many, as a server calls it. */
final class Bean implements MessageEndpointFactory {
  private final Container.Transactions transactions;
  private final Class<?> listener;
  private final Object bean;
  private final AtomicInteger free;
  private final boolean isTransacted;

  Bean(Container container, Class<?> listener, Object bean, int instances, boolean isTransacted) {
    this.transactions = container.transactions;
    this.listener = listener;
    this.bean = bean;
    this.free = new AtomicInteger(instances);
    this.isTransacted = isTransacted;
  }

  @Override
  public MessageEndpoint createEndpoint(XAResource resource) throws UnavailableException {
    if (free.decrementAndGet() < 0) {
      free.incrementAndGet();
      throw new UnavailableException("no instance");
    }
    return (MessageEndpoint)
        Proxy.newProxyInstance(
            Bean.class.getClassLoader(),
            new Class<?>[] {MessageEndpoint.class, listener},
            (proxy, method, arguments) -> call(method, arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "beforeDelivery" -> {
        if (isTransacted) {
          transactions.begin();
        }
        return null;
      }
      case "afterDelivery" -> {
        if (isTransacted) {
          transactions.end();
        }
        return null;
      }
      case "release" -> {
        free.incrementAndGet();
        return null;
      }
      default -> {
        return answer(method, arguments);
      }
    }
  }

  private Object answer(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(bean, arguments);
    } catch (InvocationTargetException e) {
      if (isTransacted) {
        transactions.setRollbackOnly();
      }
      if (e.getCause() instanceof RequestRefused refused) {
        throw refused;
      }
      throw new EJBException((Exception) e.getCause());
    }
  }

  @Override
  public MessageEndpoint createEndpoint(XAResource resource, long timeout)
      throws UnavailableException {
    return createEndpoint(resource);
  }

  @Override
  public boolean isDeliveryTransacted(Method method) {
    return isTransacted;
  }

  @Override
  public String getActivationName() {
    return listener.getSimpleName();
  }

  @Override
  public Class<?> getEndpointClass() {
    return bean.getClass();
  }
}
