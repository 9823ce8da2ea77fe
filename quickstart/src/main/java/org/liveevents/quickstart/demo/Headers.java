package org.liveevents.quickstart.demo;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads record headers as text. */
final class Headers {

  private Headers() {}

  static Optional<String> text(ConsumerRecord<?, ?> consumed, String name) {
    Header header = consumed.headers().lastHeader(name);
    return Optional.ofNullable(header)
        .map(found -> new String(found.value(), StandardCharsets.UTF_8));
  }
}
