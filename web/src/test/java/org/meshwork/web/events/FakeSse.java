package org.meshwork.web.events;

import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import java.lang.reflect.Type;

/** Makes events without a server. */
final class FakeSse implements Sse {
  @Override
  public OutboundSseEvent.Builder newEventBuilder() {
    return new Builder();
  }

  @Override
  public SseBroadcaster newBroadcaster() {
    throw new UnsupportedOperationException();
  }

  private record Event(String id, String name, String comment, MediaType mediaType, Object data)
      implements OutboundSseEvent {
    @Override
    public String getId() {
      return id;
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public String getComment() {
      return comment;
    }

    @Override
    public long getReconnectDelay() {
      return RECONNECT_NOT_SET;
    }

    @Override
    public boolean isReconnectDelaySet() {
      return false;
    }

    @Override
    public Class<?> getType() {
      return String.class;
    }

    @Override
    public Type getGenericType() {
      return String.class;
    }

    @Override
    public MediaType getMediaType() {
      return mediaType;
    }

    @Override
    public Object getData() {
      return data;
    }
  }

  private static final class Builder implements OutboundSseEvent.Builder {
    private String id;
    private String name;
    private String comment;
    private MediaType mediaType;
    private Object data;

    @Override
    public Builder id(String value) {
      id = value;
      return this;
    }

    @Override
    public Builder name(String value) {
      name = value;
      return this;
    }

    @Override
    public Builder reconnectDelay(long milliseconds) {
      return this;
    }

    @Override
    public Builder mediaType(MediaType value) {
      mediaType = value;
      return this;
    }

    @Override
    public Builder comment(String value) {
      comment = value;
      return this;
    }

    @Override
    public Builder data(Class type, Object value) {
      data = value;
      return this;
    }

    @Override
    public Builder data(GenericType type, Object value) {
      data = value;
      return this;
    }

    @Override
    public Builder data(Object value) {
      data = value;
      return this;
    }

    @Override
    public OutboundSseEvent build() {
      return new Event(id, name, comment, mediaType, data);
    }
  }
}
