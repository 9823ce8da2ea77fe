"""Reads typed topics with the schema registry, in Python.

    pip install 'confluent-kafka[json,schemaregistry]'
    BROKERS=localhost:9092 REGISTRY=http://localhost:8081 python consume.py TOPIC...

Written by the documentation of confluent-kafka 2.x; unlike the other examples it isn't run by the build.
"""

import os
import sys

from confluent_kafka import Consumer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.json_schema import JSONDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext

registry = SchemaRegistryClient({"url": os.environ.get("REGISTRY", "http://localhost:8081")})
# Without a schema of its own it takes the one whose id stands before the value.
deserializer = JSONDeserializer(None, schema_registry_client=registry)

consumer = Consumer({
    "bootstrap.servers": os.environ.get("BROKERS", "localhost:9092"),
    "group.id": "live-events-example",
    "auto.offset.reset": "earliest",
    "isolation.level": "read_committed",
})
consumer.subscribe(sys.argv[1:])
try:
    while True:
        message = consumer.poll(1.0)
        if message is None:
            continue
        if message.error():
            print(message.error(), file=sys.stderr)
            continue
        event = deserializer(message.value(), SerializationContext(message.topic(), MessageField.VALUE))
        headers = {name: value.decode() for name, value in message.headers()}
        print(headers["ce_time"], message.topic(), message.key().decode(), sorted(event))
except KeyboardInterrupt:
    pass
finally:
    consumer.close()
