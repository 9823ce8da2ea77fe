package org.liveevents.streams.topology;

import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.schema.SchemaCatalogue;
import org.liveevents.streams.course.DirectoryProcessor;
import org.liveevents.streams.course.ForgottenPersons;
import org.liveevents.streams.course.Hop;
import org.liveevents.streams.course.MaterialiseProcessor;
import org.liveevents.streams.course.ParkingBounds;
import org.liveevents.streams.course.ResolvedProcessor;
import org.liveevents.streams.course.StateOutput;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.decode.DecodeProcessor;
import org.liveevents.streams.decode.RawDecoder;
import org.liveevents.streams.decode.RejectedRecordProcessor;
import org.liveevents.streams.dedupe.DedupeProcessor;
import org.liveevents.streams.flow.OrderedEvent;
import org.liveevents.streams.flow.Reading;
import org.liveevents.streams.flow.ReceivedEvent;
import org.liveevents.streams.ledger.Books;
import org.liveevents.streams.pulse.Pulse;
import org.liveevents.streams.reorder.RawProgress;
import org.liveevents.streams.reorder.ReorderProcessor;
import org.liveevents.streams.split.SplitProcessor;
import org.liveevents.streams.validate.DriftLog;
import org.liveevents.streams.validate.ValidateProcessor;
import org.liveevents.streams.window.EventWindow;
import org.liveevents.streams.window.OpenWindows;
import org.liveevents.streams.window.WindowRules;
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
  private final RawDecoder decoder;
  private final EventValidator validator;
  private final RawProgress progress;
  private final DecodedRawLog rawLog;
  private final StateStores stores;
  private final WindowRules rules;
  private final OpenWindows windows = new OpenWindows();
  private final DriftLog drift;
  private final Pulse pulse = new Pulse();
  private final Framing framing;

  /**
   * A topology with those settings.
   *
   * @param progress how far raw partitions are known to be read
   * @param raw the raw topic, to be read again when a partition is opened
   * @param drift is told of what no schema foresees
   * @param framing what stands before values whose topics have schemas
   */
  public LiveEventsTopology(
      EngineSettings settings,
      RawProgress progress,
      RawTopic raw,
      DriftLog drift,
      Framing framing) {
    this(settings, progress, raw, drift, framing, new StateStores());
  }

  LiveEventsTopology(
      EngineSettings settings,
      RawProgress progress,
      RawTopic raw,
      DriftLog drift,
      Framing framing,
      StateStores stores) {
    this.settings = settings;
    this.topics = settings.topics();
    this.decoder =
        new RawDecoder(
            new EnvelopeReader(EventCatalogue.bundled(), settings.ids()), settings.maxSkew());
    this.validator = EventValidator.of(SchemaCatalogue.bundled());
    this.progress = progress;
    this.rawLog = new DecodedRawLog(raw, decoder);
    this.stores = stores;
    this.rules =
        new WindowRules(
            settings.reorderGrace(), settings.dedupeWindow(), settings.reorderMaxBytes());
    this.drift = drift;
    this.framing = framing;
  }

  /** The partitions at work, for figures. */
  public OpenWindows windows() {
    return windows;
  }

  /** The last hour of this process, for figures. */
  public Pulse pulse() {
    return pulse;
  }

  /** Builds the topology. */
  public Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(stores.window());
    builder.addStateStore(stores.ledger());

    KStream<byte[], byte[]> raw = read(builder);
    KStream<byte[], Reading> readings = validate(decode(raw));
    reject(readings);
    KStream<byte[], ReceivedEvent> unique = dedupe(readings);
    materialise(builder, unique);
    KStream<byte[], OrderedEvent> ordered = reorder(unique);
    split(ordered);
    forget(builder);

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
    return raw.process(() -> new DecodeProcessor(decoder, pulse), Named.as(Names.DECODE));
  }

  private KStream<byte[], Reading> validate(KStream<byte[], Reading> readings) {
    return readings.process(
        () -> new ValidateProcessor(settings.validation(), validator, drift),
        Named.as(Names.VALIDATE));
  }

  private void reject(KStream<byte[], Reading> readings) {
    readings
        .process(
            () -> new RejectedRecordProcessor(windows),
            Named.as(Names.REJECT),
            Names.WINDOW_STORE,
            Names.LEDGER_STORE)
        .to(
            topics.rejected(),
            Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(Names.REJECTED));
  }

  private KStream<byte[], ReceivedEvent> dedupe(KStream<byte[], Reading> readings) {
    return readings.process(
        () -> new DedupeProcessor(windows, this::open),
        Named.as(Names.DEDUPE),
        Names.WINDOW_STORE,
        Names.LEDGER_STORE);
  }

  /** Views take events at once; what doesn't name its course comes back from the side path. */
  private void materialise(StreamsBuilder builder, KStream<byte[], ReceivedEvent> unique) {
    builder.addStateStore(stores.views());
    builder.addStateStore(stores.versions(settings.historyRetention()));
    builder.addStateStore(stores.pendingActivity());
    KStream<String, StateOutput> told =
        unique.process(
            () -> new MaterialiseProcessor(settings.ids(), settings.views(), windows::next),
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
    builder.addStateStore(stores.sidePath());
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

  private KStream<byte[], OrderedEvent> reorder(KStream<byte[], ReceivedEvent> unique) {
    return unique.process(
        () -> new ReorderProcessor(windows, progress),
        Named.as(Names.REORDER),
        Names.WINDOW_STORE,
        Names.LEDGER_STORE);
  }

  private void split(KStream<byte[], OrderedEvent> ordered) {
    ordered
        .process(() -> new SplitProcessor(topics, pulse), Named.as(Names.SPLIT))
        .to(
            new ToTypedTopic(),
            Produced.with(Serdes.ByteArray(), FramedSerde.typed(framing)).withName(Names.TYPED));
  }

  /** Who is to be forgotten is known to every instance; the views look it up. */
  private void forget(StreamsBuilder builder) {
    builder.addGlobalStore(
        StateStores.forgotten(),
        topics.forget(),
        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName(Names.FORGET),
        ForgottenPersons::new);
  }

  private EventWindow open(ProcessorContext<?, ?> context) {
    KeyValueStore<String, byte[]> ledger = context.getStateStore(Names.LEDGER_STORE);
    return new EventWindow(
        context.taskId().partition(),
        rules,
        new StoredShelf(context.getStateStore(Names.WINDOW_STORE)),
        Optional.ofNullable(ledger.get(Books.KEY)),
        ledger::put,
        rawLog);
  }
}
