// Writes events to a topic by the latest schema of its subject. The pipeline's topics are for the
// pipeline to write; this is for tests and for topics of your own.
//
//   BROKERS=localhost:9092 REGISTRY=http://localhost:8081 node produce.js TOPIC SUBJECT_TOPIC < events
//
// Each line of the input is an event. SUBJECT_TOPIC names the topic whose schema they follow.
import { JsonSerializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import kafkajs from 'kafkajs';
import { createInterface } from 'node:readline';

const [topic, subjectTopic = topic] = process.argv.slice(2);
if (!topic) {
  console.error('usage: node produce.js TOPIC [SUBJECT_TOPIC] < events');
  process.exit(2);
}

const { Kafka, logLevel } = kafkajs;
const registry = new SchemaRegistryClient({ baseURLs: [process.env.REGISTRY ?? 'http://localhost:8081'] });
const serializer = new JsonSerializer(registry, SerdeType.VALUE, {
  autoRegisterSchemas: false,
  useLatestVersion: true,
  validate: true,
});
const producer = new Kafka({
  clientId: 'live-events-example',
  brokers: (process.env.BROKERS ?? 'localhost:9092').split(','),
  logLevel: logLevel.ERROR,
}).producer();

await producer.connect();
for await (const line of createInterface({ input: process.stdin })) {
  const value = await serializer.serialize(subjectTopic, JSON.parse(line));
  await producer.send({ topic, messages: [{ value }] });
}
await producer.disconnect();
process.exit(0);
