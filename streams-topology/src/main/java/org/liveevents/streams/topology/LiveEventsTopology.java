package org.liveevents.streams.topology;

import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.streams.course.CourseProgressView;
import org.liveevents.streams.course.CourseView;
import org.liveevents.streams.course.LatestGradeView;
import org.liveevents.streams.course.View;
import org.liveevents.streams.course.ViewProcessor;
import org.liveevents.streams.decode.DecodeProcessor;
import org.liveevents.streams.decode.RejectedRecordProcessor;
import org.liveevents.streams.dedupe.DedupeProcessor;
import org.liveevents.streams.flow.OrderedEvent;
import org.liveevents.streams.flow.Reading;
import org.liveevents.streams.flow.ReceivedEvent;
import org.liveevents.streams.flow.Tally;
import org.liveevents.streams.ledger.StoredLedger;
import org.liveevents.streams.reorder.RawProgress;
import org.liveevents.streams.reorder.ReorderProcessor;
import org.liveevents.streams.split.SplitProcessor;
import org.liveevents.topic.Topics;

/**
 * The whole pipeline, in the order of the drawing: raw, decode, dedupe, then views at once and
 * typed topics in order. Raw is keyed by scope, so everything runs in one task per raw partition,
 * without an internal topic in between.
 */
public final class LiveEventsTopology {

  private final EngineSettings settings;
  private final Topics topics;
  private final EnvelopeReader reader;
  private final List<View<?>> views;
  private final RawProgress progress;
  private final Framing framing;

  /**
   * A topology with those settings.
   *
   * @param progress how far raw partitions are known to be read
   * @param framing what stands before values whose topics have schemas
   */
  public LiveEventsTopology(EngineSettings settings, RawProgress progress, Framing framing) {
    this.settings = settings;
    this.topics = settings.topics();
    this.reader = new EnvelopeReader(EventCatalogue.bundled(), settings.ids());
    this.views = views(settings);
    this.progress = progress;
    this.framing = framing;
  }

  /** All views, in the order they are documented. */
  public static List<View<?>> views(EngineSettings settings) {
    return List.of(
        new LatestGradeView(settings.ids()),
        new CourseProgressView(settings.ids()),
        new CourseView(settings.ids()));
  }

  /** Builds the topology. */
  public Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(StateStores.ledger());

    KStream<byte[], byte[]> raw = read(builder);
    KStream<byte[], Reading> readings = decode(raw);
    reject(readings);
    KStream<byte[], ReceivedEvent> unique = dedupe(builder, readings);
    views.forEach(view -> materialise(builder, unique, view));
    KStream<byte[], OrderedEvent> ordered = reorder(builder, unique);
    split(ordered);

    return builder.build();
  }

  private KStream<byte[], byte[]> read(StreamsBuilder builder) {
    return builder.stream(
        topics.raw(),
        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
            .withTimestampExtractor(new ArrivalTime())
            .withName(Names.RAW));
  }

  private KStream<byte[], Reading> decode(KStream<byte[], byte[]> raw) {
    return raw.process(
        () -> new DecodeProcessor(reader, settings.maxSkew()), Named.as(Names.DECODE));
  }

  private void reject(KStream<byte[], Reading> readings) {
    readings
        .flatMapValues(Reading::refused, Named.as(Names.REFUSED))
        .process(
            () -> new RejectedRecordProcessor(LiveEventsTopology::ledger),
            Named.as(Names.REJECT),
            Names.LEDGER_STORE)
        .to(
            topics.rejected(),
            Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(Names.REJECTED));
  }

  private KStream<byte[], ReceivedEvent> dedupe(
      StreamsBuilder builder, KStream<byte[], Reading> readings) {
    builder.addStateStore(StateStores.seen());
    return readings
        .flatMapValues(Reading::accepted, Named.as(Names.ACCEPTED))
        .process(
            () ->
                new DedupeProcessor(
                    Names.SEEN_STORE, settings.dedupeWindow(), LiveEventsTopology::ledger),
            Named.as(Names.DEDUPE),
            Names.SEEN_STORE,
            Names.LEDGER_STORE);
  }

  private <S> void materialise(
      StreamsBuilder builder, KStream<byte[], ReceivedEvent> unique, View<S> view) {
    builder.addStateStore(StateStores.view(view.store()));
    unique
        .process(() -> new ViewProcessor<>(view), Named.as(view.store()), view.store())
        .to(
            topics.state(view.store()),
            Produced.with(Serdes.String(), FramedSerde.state(framing))
                .withStreamPartitioner(new ByCourse())
                .withName(Names.STATE + view.store()));
  }

  private KStream<byte[], OrderedEvent> reorder(
      StreamsBuilder builder, KStream<byte[], ReceivedEvent> unique) {
    builder.addStateStore(StateStores.buffer());
    builder.addStateStore(StateStores.clock());
    ReorderProcessor.StoreNames stores =
        new ReorderProcessor.StoreNames(Names.BUFFER_STORE, Names.CLOCK_STORE);
    return unique.process(
        () ->
            new ReorderProcessor(
                stores, settings.reorderGrace(), progress, LiveEventsTopology::ledger),
        Named.as(Names.REORDER),
        Names.BUFFER_STORE,
        Names.CLOCK_STORE,
        Names.LEDGER_STORE);
  }

  private void split(KStream<byte[], OrderedEvent> ordered) {
    ordered
        .process(() -> new SplitProcessor(topics), Named.as(Names.SPLIT))
        .to(
            new ToTypedTopic(),
            Produced.with(Serdes.ByteArray(), FramedSerde.typed(framing)).withName(Names.TYPED));
  }

  private static Tally ledger(ProcessorContext<?, ?> context) {
    return new StoredLedger(context.getStateStore(Names.LEDGER_STORE));
  }
}
