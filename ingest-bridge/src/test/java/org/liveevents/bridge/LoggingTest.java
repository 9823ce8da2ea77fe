package org.liveevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bridge's own logging configuration lets through at {@code LOG_LEVEL=DEBUG}. */
class LoggingTest {

  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void configureAtDebugLevel() throws JoranException {
    context.putProperty("LOG_LEVEL", "DEBUG");
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LoggingTest.class.getResource("/logback.xml"));
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  /** These print requests and responses, and so what students wrote, at debug level. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.http.wire",
        "org.apache.http.headers",
        "org.apache.hc.client5.http.wire",
        "software.amazon.awssdk.request",
        "io.netty.handler.logging.LoggingHandler",
        "org.eclipse.jetty.http.HttpParser",
        "org.apache.kafka.clients.NetworkClient",
      })
  void librariesThatPrintBodiesStayQuiet(String library) {
    assertThat(context.getLogger(library).isDebugEnabled()).isFalse();
  }

  @Test
  void weOurselvesSpeakUp() {
    assertThat(context.getLogger("org.liveevents.bridge").isDebugEnabled()).isTrue();
  }
}
