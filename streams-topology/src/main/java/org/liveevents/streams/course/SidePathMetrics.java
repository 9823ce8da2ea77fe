package org.liveevents.streams.course;

import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** What waits on the side path for its course, and what was given up. */
final class SidePathMetrics {

  private static final String GROUP = "side-path";

  private final Sensor parked;
  private final Sensor resolved;
  private final Sensor dropped;

  private SidePathMetrics(StreamsMetrics metrics, String task) {
    this.parked = sensor(metrics, task, "parked");
    this.resolved = sensor(metrics, task, "unparked");
    this.dropped = sensor(metrics, task, "dropped");
  }

  static SidePathMetrics of(ProcessorContext<?, ?> context) {
    return new SidePathMetrics(context.metrics(), context.taskId().toString());
  }

  void parked() {
    parked.record();
  }

  void resolved() {
    resolved.record();
  }

  void dropped() {
    dropped.record();
  }

  private static Sensor sensor(StreamsMetrics metrics, String task, String what) {
    return metrics.addRateTotalSensor(GROUP, task, what, RecordingLevel.INFO);
  }
}
