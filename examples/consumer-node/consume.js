// Reads typed topics from their beginning, checks every value against its schema in the registry,
// and prints each event as a line of JSON: topic, key, headers, event.
//
//   BROKERS=localhost:9092 REGISTRY=http://localhost:8081 node consume.js [--count N] TOPIC...
//
// With --count it ends after so many events. It ends with code 1 at the first value that can't be
// read: a consumer of yours would rather put that aside and go on.
import { JsonDeserializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import kafkajs from 'kafkajs';
import lz4 from 'lz4js';
import { parseArgs } from 'node:util';

const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = kafkajs;

// The pipeline compresses with LZ4, which kafkajs leaves to others.
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: async (encoder) => Buffer.from(lz4.compress(encoder.buffer)),
  decompress: async (buffer) => Buffer.from(lz4.decompress(buffer)),
});

const { values: options, positionals: topics } = parseArgs({
  options: { count: { type: 'string', default: 'Infinity' } },
  allowPositionals: true,
});
if (topics.length === 0) {
  console.error('usage: node consume.js [--count N] TOPIC...');
  process.exit(2);
}

const registry = new SchemaRegistryClient({ baseURLs: [process.env.REGISTRY ?? 'http://localhost:8081'] });
const deserializer = new JsonDeserializer(registry, SerdeType.VALUE, { validate: true });

const kafka = new Kafka({
  clientId: 'live-events-example',
  brokers: (process.env.BROKERS ?? 'localhost:9092').split(','),
  logLevel: logLevel.ERROR,
});
// Transactions that were given up are never shown; this is kafkajs' default, said out loud.
const consumer = kafka.consumer({ groupId: process.env.GROUP ?? 'live-events-example', readUncommitted: false });

let left = Number(options.count);
let leaving;

consumer.on(consumer.events.CRASH, ({ payload }) => {
  console.error(payload.error.message);
  if (!payload.restart) process.exit(1);
});

await consumer.connect();
await consumer.subscribe({ topics, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ topic, message }) => {
    if (left <= 0) return;
    try {
      const event = await deserializer.deserialize(topic, message.value);
      const headers = Object.fromEntries(
        Object.entries(message.headers).map(([name, value]) => [name, value.toString()]));
      console.log(JSON.stringify({ topic, key: message.key?.toString(), headers, event }));
    } catch (error) {
      console.error(`${topic} at ${message.offset}: ${error.message}`);
      await leave(1);
    }
    if (--left === 0) await leave(0);
  },
});

/** Leaves the group from outside of the message that made us want to. */
async function leave(code) {
  left = 0;
  leaving ??= setImmediate(() => consumer.disconnect().finally(() => process.exit(code)));
}
