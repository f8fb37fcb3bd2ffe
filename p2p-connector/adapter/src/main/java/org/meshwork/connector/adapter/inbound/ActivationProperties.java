package org.meshwork.connector.adapter.inbound;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a bean's annotation says of activation properties. The server passes over those that the
 * adapter does not have, so that a bean with a misspelt bound would be deployed without it.
 */
final class ActivationProperties {
  private ActivationProperties() {}

  /**
   * Of those in a deployment descriptor the adapter is told nothing: about them the server warns.
   *
   * @throws InvalidPropertyException if one is unknown, with its name
   */
  static void requireKnown(Class<?> bean, ActivationSpec spec) throws InvalidPropertyException {
    MessageDriven annotation = bean == null ? null : bean.getAnnotation(MessageDriven.class);
    if (annotation == null) {
      return;
    }
    Set<String> known = known(spec);
    for (ActivationConfigProperty property : annotation.activationConfig()) {
      if (!known.contains(property.propertyName())) {
        throw new InvalidPropertyException(
            "activation property %s is none of %s"
                .formatted(property.propertyName(), String.join(", ", known)));
      }
    }
  }

  private static Set<String> known(ActivationSpec spec) {
    try {
      return Arrays.stream(Introspector.getBeanInfo(spec.getClass()).getPropertyDescriptors())
          .filter(property -> property.getPropertyType() == String.class)
          .filter(property -> property.getWriteMethod() != null)
          .map(PropertyDescriptor::getName)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IntrospectionException e) {
      throw new IllegalStateException("an activation that is no bean", e);
    }
  }
}
