# All images of live-events, a target each: bridge, topology, tools, demo.
#
#   docker build --target bridge -t live-events-bridge:0.1.0 .
#
# BuildKit builds only what the target needs. Nothing but this directory and Maven Central is used.

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/var/cache/maven \
    mvn -B -q -ntp -Dmaven.repo.local=/var/cache/maven -Dquick -Drelease -Dmaven.test.skip package -pl ingest-bridge,streams-topology,tools,quickstart -am
# Third-party libraries change seldom, ours with every commit: a layer each.
RUN for service in ingest-bridge streams-topology tools quickstart; do \
      mkdir -p /out/$service/others/lib /out/$service/ours/lib && \
      cp $service/target/$service.jar /out/$service/ours/app.jar && \
      cp $service/target/lib/live-events-*.jar /out/$service/ours/lib/ && \
      cp $service/target/lib/*.jar /out/$service/others/lib/ && \
      rm /out/$service/others/lib/live-events-*.jar && \
      mkdir -p /out/$service/ours/doc && \
      cp LICENSE $service/target/bom.json $service/target/generated-sources/license/THIRD-PARTY.txt /out/$service/ours/doc/ || exit 1; \
    done

FROM eclipse-temurin:25-jre AS base
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.source="https://github.com/liveevents/live-events" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="live-events" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
COPY deploy/image/healthy deploy/image/run /usr/local/bin/
RUN chmod 755 /usr/local/bin/healthy /usr/local/bin/run && \
    mkdir -p /app /var/lib/live-events/state /var/lib/live-events/spool && \
    chown -R 10001:10001 /var/lib/live-events
WORKDIR /var/lib/live-events
# By number, so that Kubernetes can tell that it isn't root.
USER 10001:10001
# A heap of a share of the container's memory; a heap that is full ends the process, to be restarted.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60" LANG=C.UTF-8
ENTRYPOINT ["run"]

FROM base AS bridge
LABEL org.opencontainers.image.title="live-events bridge" \
      org.opencontainers.image.description="Canvas Live Events from SQS and webhooks to Kafka"
COPY --from=build /out/ingest-bridge/others/ /app/
COPY --from=build /out/ingest-bridge/ours/ /app/
EXPOSE 8443 9090
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["healthy", "9090"]

FROM base AS topology
LABEL org.opencontainers.image.title="live-events topology" \
      org.opencontainers.image.description="Canvas Live Events typed, once, in order, with per-course state"
COPY --from=build /out/streams-topology/others/ /app/
COPY --from=build /out/streams-topology/ours/ /app/
EXPOSE 8080 9091
HEALTHCHECK --interval=10s --timeout=3s --start-period=300s CMD ["healthy", "9091"]

FROM base AS tools
LABEL org.opencontainers.image.title="live-events tools" \
      org.opencontainers.image.description="The operator's commands: prepare, doctor, replay, rejected, schemas, size"
COPY --from=build /out/tools/others/ /app/
COPY --from=build /out/tools/ours/ /app/
USER root
RUN ln -s run /usr/local/bin/live-events
USER 10001:10001

FROM base AS demo
LABEL org.opencontainers.image.title="live-events demo" \
      org.opencontainers.image.description="A simulated Canvas"
COPY --from=build /out/quickstart/others/ /app/
COPY --from=build /out/quickstart/ours/ /app/
EXPOSE 8090
