package org.liveevents.streams.topology;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.schema.SchemaCatalogue;
import org.liveevents.streams.course.DirectoryProcessor;
import org.liveevents.streams.course.Hop;
import org.liveevents.streams.course.MaterialiseProcessor;
import org.liveevents.streams.course.ParkingBounds;
import org.liveevents.streams.course.ResolvedProcessor;
import org.liveevents.streams.course.StateOutput;
import org.liveevents.streams.course.Views;
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
import org.liveevents.streams.validate.DriftLog;
import org.liveevents.streams.validate.ValidateProcessor;
import org.liveevents.topic.Topics;
import org.liveevents.validate.EventValidator;

/**
 * The whole pipeline, in the order of the drawing: raw, decode, validate, dedupe, then views at
 * once and typed topics in order. Raw is keyed by scope, so everything runs in one task per raw
 * partition, without an internal topic in between; only what doesn't name its course takes the side
 * path.
 */
public final class LiveEventsTopology {

  private final EngineSettings settings;
  private final Topics topics;
  private final EnvelopeReader reader;
  private final EventValidator validator;
  private final RawProgress progress;
  private final DriftLog drift;
  private final Framing framing;

  /**
   * A topology with those settings.
   *
   * @param progress how far raw partitions are known to be read
   * @param drift is told of what no schema foresees
   * @param framing what stands before values whose topics have schemas
   */
  public LiveEventsTopology(
      EngineSettings settings, RawProgress progress, DriftLog drift, Framing framing) {
    this.settings = settings;
    this.topics = settings.topics();
    this.reader = new EnvelopeReader(EventCatalogue.bundled(), settings.ids());
    this.validator = EventValidator.of(SchemaCatalogue.bundled());
    this.progress = progress;
    this.drift = drift;
    this.framing = framing;
  }

  /** Builds the topology. */
  public Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(StateStores.ledger());

    KStream<byte[], byte[]> raw = read(builder);
    KStream<byte[], Reading> readings = validate(decode(raw));
    reject(readings);
    KStream<byte[], ReceivedEvent> unique = dedupe(builder, readings);
    materialise(builder, unique);
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

  private KStream<byte[], Reading> validate(KStream<byte[], Reading> readings) {
    return readings.process(
        () -> new ValidateProcessor(settings.validation(), validator, drift),
        Named.as(Names.VALIDATE));
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

  /** Views take events at once; what doesn't name its course comes back from the side path. */
  private void materialise(StreamsBuilder builder, KStream<byte[], ReceivedEvent> unique) {
    builder.addStateStore(StateStores.views());
    builder.addStateStore(StateStores.versions(settings.historyRetention()));
    builder.addStateStore(StateStores.pendingActivity());
    KStream<String, StateOutput> told =
        unique.process(
            () -> new MaterialiseProcessor(settings.ids()),
            Named.as(Names.MATERIALISE),
            Views.STORE,
            Views.VERSIONS_STORE,
            MaterialiseProcessor.PENDING_ACTIVITY);
    KStream<String, StateOutput> resolved =
        sidePath(builder, told)
            .process(
                ResolvedProcessor::new,
                Named.as(Names.RESOLVED),
                Views.STORE,
                Views.VERSIONS_STORE);
    told.flatMapValues(StateOutput::changes, Named.as(Names.STATE_CHANGES))
        .merge(
            resolved.flatMapValues(StateOutput::changes, Named.as(Names.RESOLVED_CHANGES)),
            Named.as(Names.ALL_CHANGES))
        .to(
            new ToStateTopic(topics),
            Produced.with(Serdes.String(), FramedSerde.state(framing))
                .withStreamPartitioner(new ByCourse())
                .withName(Names.STATE));
  }

  /** One hop: to the object, which knows its course, and from there to the course. */
  private KStream<String, Hop> sidePath(StreamsBuilder builder, KStream<String, StateOutput> told) {
    builder.addStateStore(StateStores.sidePath());
    return told.flatMapValues(StateOutput::hops, Named.as(Names.SIDE_PATH))
        .repartition(
            Repartitioned.with(Serdes.String(), new HopSerde()).withName(Names.SIDE_PATH_OBJECTS))
        .process(
            () -> new DirectoryProcessor(ParkingBounds.DEFAULT),
            Named.as(Names.DIRECTORY),
            DirectoryProcessor.STORE)
        .repartition(
            Repartitioned.with(Serdes.String(), new HopSerde()).withName(Names.SIDE_PATH_COURSES));
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
