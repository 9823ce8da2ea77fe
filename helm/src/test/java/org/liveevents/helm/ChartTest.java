package org.liveevents.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.bridge.BridgeConfig;
import org.liveevents.helm.Manifests.Node;
import org.liveevents.runtime.config.Key;
import org.liveevents.runtime.config.Settings;
import org.liveevents.streams.TopologyConfig;

/** What the chart makes of values. */
class ChartTest {

  static List<Path> valueSets() {
    return Chart.valueSets();
  }

  @Test
  void atLeastTwelveSetsOfValuesAreTried() {
    assertThat(valueSets()).hasSizeGreaterThanOrEqualTo(12);
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void lintFindsNothing(Path values) {
    assertThat(Chart.lint(values).isFailed())
        .as(() -> Chart.lint(values).getMessages().toString())
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void everyObjectIsOneKubernetesKnowsToItsLastField(Path values) {
    for (Node object : Chart.render(values).objects()) {
      if (!KubernetesModels.isForeign(object)) {
        assertThat(KubernetesModels.complaint(object)).as(object.text("metadata.name")).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void everyPodPassesRestrictedPodSecurity(Path values) {
    List<Node> pods = Chart.render(values).pods();
    assertThat(pods).isNotEmpty();
    pods.forEach(pod -> assertThat(PodSecurity.complaints(pod)).as(pod.toString()).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void namesAreUniqueAndEveryObjectSaysWhereItBelongs(Path values) {
    Manifests manifests = Chart.render(values);
    assertThat(manifests.names()).doesNotHaveDuplicates();
    for (Node object : manifests.objects()) {
      assertThat(object.text("metadata.namespace")).isEqualTo(Chart.NAMESPACE);
      assertThat(object.get("metadata.labels").value().toString())
          .contains("app.kubernetes.io/component=", "app.kubernetes.io/instance=" + Chart.RELEASE);
    }
  }

  /** The services themselves are asked whether they would start with these settings. */
  @ParameterizedTest
  @MethodSource("valueSets")
  void theServicesAcceptTheSettingsTheyAreGiven(Path values) {
    for (Node pod : Chart.render(values).pods()) {
      Node container = pod.list("containers").get(0);
      switch (container.text("name")) {
        case "bridge" -> assertThat(BridgeConfig.from(settings(container))).isNotNull();
        case "topology" -> assertThat(TopologyConfig.from(settings(container))).isNotNull();
        default -> assertThat(container.text("name")).isIn("prepare", "doctor");
      }
    }
  }

  /** Variables of other programs are not the services' to judge. */
  private static Settings settings(Node container) {
    Map<String, String> environment = container.environment();
    environment.keySet().removeIf(name -> name.equals("POD_NAME") || name.startsWith("JAVA_"));
    // Files of a volume, which isn't mounted here; that the keys exist can be told all the same.
    environment
        .keySet()
        .removeIf(
            name -> name.startsWith("WEBHOOK_TLS_") && Key.valueOf(name).fallback().isEmpty());
    environment.replaceAll((name, value) -> value.replace("$(POD_NAME)", "uni-topology-0"));
    return Settings.of(environment);
  }

  @Test
  void onlyBrokersAndAQueueMustBeGiven() {
    // When
    Manifests manifests = Chart.render("minimal");

    // Then
    Node topology = manifests.get("StatefulSet", "-topology");
    Map<String, String> environment = topology.get("spec.template.spec.containers.0").environment();
    assertThat(environment)
        .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092")
        .containsEntry("KAFKA_GROUP_INSTANCE_ID", "$(POD_NAME)")
        .containsEntry("KAFKA_NUM_STANDBY_REPLICAS", "1")
        .containsEntry(
            "QUERY_ADVERTISED", "$(POD_NAME).uni-canvas-live-events-topology.events.svc:8080");
    assertThat(manifests.get("Deployment", "-bridge").text("spec.replicas")).isEqualTo("2");
    assertThat(topology.list("spec.volumeClaimTemplates")).hasSize(1);
    assertThat(topology.get("spec").text("serviceName"))
        .isEqualTo("uni-canvas-live-events-topology");
    assertThat(manifests.get("Service", "-topology").text("spec.clusterIP")).isEqualTo("None");
  }

  @ParameterizedTest
  @CsvSource({"query, tokens", "hop, secrets"})
  void aSecretNotGivenIsMadeAtRandomAndSurvivesAnUninstall(String name, String key) {
    Node secret = Chart.render("minimal").get("Secret", "-" + name);
    assertThat(secret.get("metadata.annotations").value())
        .isEqualTo(Map.of("helm.sh/resource-policy", "keep"));
    String made = secret.text("data." + key);
    assertThat(Base64.getDecoder().decode(made)).hasSize(40);
    Node another = Chart.render("minimal").get("Secret", "-" + name);
    assertThat(another.text("data." + key)).isNotEqualTo(made);
    assertThat(Chart.render("extras").find("Secret", name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"query, tokens", "hop, secrets"})
  void anUpgradeKeepsTheSecretThatIsThere(String name, String key) {
    // Given
    String kept = "a2VwdA==";
    FakeCluster cluster = FakeCluster.running();
    cluster.hold("uni-canvas-live-events-" + name, Map.of(key, kept));

    // When
    Node secret;
    try {
      secret = Chart.render("minimal").get("Secret", "-" + name);
    } finally {
      cluster.forget();
    }

    // Then
    assertThat(secret.text("data." + key)).isEqualTo(kept);
  }

  @Test
  void instancesSignWhatTheyAskOneAnother() {
    assertThat(secretBehind(Chart.render("minimal"), "QUERY_HOP_SECRETS"))
        .contains("{name=uni-canvas-live-events-hop, key=secrets}");
    assertThat(secretBehind(Chart.render("extras"), "QUERY_HOP_SECRETS"))
        .contains("{name=my-hops, key=secrets}");
  }

  @Test
  void withAProviderOfTokensNoneIsMadeButInstancesSignAllTheSame() {
    Manifests manifests = Chart.render("oidc");
    assertThat(manifests.find("Secret", "-query")).isEmpty();
    assertThat(secretBehind(manifests, "QUERY_TOKENS")).isEmpty();
    assertThat(manifests.find("Secret", "-hop")).isPresent();
  }

  private static Optional<String> secretBehind(Manifests manifests, String variable) {
    return manifests
        .get("StatefulSet", "-topology")
        .list("spec.template.spec.containers.0.env")
        .stream()
        .filter(entry -> entry.text("name").equals(variable))
        .map(entry -> entry.text("valueFrom.secretKeyRef"))
        .findFirst();
  }

  @Test
  void secretsAreOnlyEverReferredTo() {
    for (Path values : valueSets()) {
      for (Node pod : Chart.render(values).pods()) {
        for (Node variable : pod.list("containers").get(0).list("env")) {
          if (variable.text("name").matches(".*(PASSWORD|TOKENS|JAAS_CONFIG|_SECRET.*)")) {
            assertThat(variable.find("valueFrom.secretKeyRef"))
                .as(variable.text("name"))
                .isPresent();
          }
        }
      }
    }
  }

  @Test
  void aBridgeWithASpoolKeepsItsVolume() {
    // When
    Manifests manifests = Chart.render("spool");

    // Then
    Node bridge = manifests.get("StatefulSet", "-bridge");
    assertThat(manifests.find("Deployment", "-bridge")).isEmpty();
    assertThat(bridge.get("spec.volumeClaimTemplates.0.spec").text("storageClassName"))
        .isEqualTo("fast");
    assertThat(bridge.get("spec.template.spec.containers.0").environment())
        .containsEntry("SPOOL_DIRECTORY", "/var/lib/live-events/spool");
    assertThat(bridge.text("spec.persistentVolumeClaimRetentionPolicy.whenScaled"))
        .isEqualTo("Retain");
    assertThat(manifests.get("HorizontalPodAutoscaler", "-bridge").text("spec.scaleTargetRef.kind"))
        .isEqualTo("StatefulSet");
    assertThat(bridge.find("spec.replicas")).isEmpty();
  }

  @Test
  void canvasReachesOnlyTheWebhooksPath() {
    Node ingress = Chart.render("webhook-ingress").get("Ingress", "-webhook");
    assertThat(ingress.text("spec.rules.0.host")).isEqualTo("events.example.edu");
    assertThat(ingress.text("spec.rules.0.http.paths.0.path")).isEqualTo("/webhooks/canvas");
    assertThat(ingress.text("spec.rules.0.http.paths.0.pathType")).isEqualTo("Exact");
    Node route = Chart.render("webhook-gateway").get("HTTPRoute", "-webhook");
    assertThat(route.text("spec.rules.0.matches.0.path.value")).isEqualTo("/webhooks/canvas");
    assertThat(route.text("spec.rules.0.backendRefs.0.name"))
        .isEqualTo("uni-canvas-live-events-webhook");
  }

  @Test
  void aKilledTopologyHasTimeToRestoreAndAStoppedOneToClose() {
    Node pod = Chart.render("minimal").get("StatefulSet", "-topology").get("spec.template.spec");
    int grace = Integer.parseInt(pod.text("terminationGracePeriodSeconds"));
    assertThat(grace).isGreaterThan(60); // 10 s for what is opening, 30 s for Streams, 30 s beyond
    Node container = pod.get("containers.0");
    int patience =
        Integer.parseInt(container.text("startupProbe.failureThreshold"))
            * Integer.parseInt(container.text("startupProbe.periodSeconds"));
    assertThat(patience).isEqualTo(3600);
    assertThat(container.text("livenessProbe.httpGet.path")).isEqualTo("/health/live");
    assertThat(container.text("readinessProbe.httpGet.path")).isEqualTo("/health/ready");
  }

  @Test
  void topicsAndSchemasArePreparedBeforeTheServices() {
    Node job = Chart.render("registry").get("Job", "-prepare");
    assertThat(((Map<?, ?>) job.get("metadata.annotations").value()).get(Chart.HOOK))
        .isEqualTo("pre-install,pre-upgrade");
    Node container = job.get("spec.template.spec.containers.0");
    assertThat(container.text("args")).isEqualTo("[prepare]");
    assertThat(container.environment())
        .containsEntry("SCHEMA_REGISTRY_URL", "https://registry.example.edu")
        .containsEntry("SCHEMA_REGISTRY_COMPATIBILITY", "forward_transitive")
        .containsEntry("SCHEMA_REGISTRY_PASSWORD", "from-a-secret");
  }

  @Test
  void networkPoliciesLetInOnlyWhoIsNamed() {
    Node policy = Chart.render("network-policy").get("NetworkPolicy", "-topology");
    assertThat(policy.text("spec.policyTypes")).isEqualTo("[Ingress, Egress]");
    Set<String> ports =
        policy.list("spec.ingress").stream()
            .map(rule -> rule.text("ports.0.port"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(ports).containsExactly("management", "query");
    assertThat(policy.list("spec.ingress"))
        .allSatisfy(rule -> assertThat(rule.list("from")).isNotEmpty());
  }

  @Test
  void objectsOfOperatorsSayWhatTheirOperatorsExpect() {
    // When
    Manifests monitored = Chart.render("monitoring");
    Manifests scaled = Chart.render("keda");

    // Then
    Node monitor = monitored.get("ServiceMonitor", "-topology");
    assertThat(monitor.text("spec.endpoints.0.port")).isEqualTo("management");
    assertThat(monitor.text("metadata.labels.release")).isEqualTo("prometheus");
    assertThat(monitored.get("Service", "-topology").list("spec.ports"))
        .anyMatch(port -> port.text("name").equals("management"));
    Node alert = monitored.get("PrometheusRule", "live-events").get("spec.groups.0.rules.0");
    assertThat(alert.text("annotations.runbook_url"))
        .startsWith("https://runbooks.example.edu/live-events/")
        .endsWith(".md");
    Node lag = scaled.get("ScaledObject", "-topology").get("spec.triggers.0");
    assertThat(lag.text("metadata.consumerGroup")).isEqualTo("canvas-topology");
    assertThat(lag.text("metadata.topic")).isEqualTo("canvas.raw");
    assertThat(scaled.get("StatefulSet", "-topology").find("spec.replicas")).isEmpty();
  }

  @Test
  void whatUsersAddIsThere() {
    // When
    Manifests manifests = Chart.render("extras");

    // Then
    Node bridge = manifests.get("Deployment", "live-events-bridge");
    Node pod = bridge.get("spec.template.spec");
    assertThat(pod.text("containers.0.image"))
        .isEqualTo("registry.example.edu/platform/live-events-bridge:1.2.3");
    assertThat(pod.get("containers.0").environment())
        .containsEntry("KAFKA_LINGER_MS", "5")
        .containsEntry("KAFKA_BATCH_SIZE", "131072")
        .containsEntry("AWS_ACCESS_KEY_ID", "from-a-secret");
    assertThat(pod.text("containers.0.envFrom.0.configMapRef.name")).isEqualTo("more");
    assertThat(pod.text("priorityClassName")).isEqualTo("high");
    assertThat(pod.text("imagePullSecrets.0.name")).isEqualTo("pull");
    assertThat(pod.text("affinity")).contains("nodeAffinity");
    assertThat(bridge.text("metadata.labels.team")).isEqualTo("data");
    assertThat(bridge.text("metadata.annotations.owner")).isEqualTo("data@example.edu");
    assertThat(bridge.text("spec.template.metadata.labels.tier")).isEqualTo("ingest");
    assertThat(manifests.get("PodDisruptionBudget", "-bridge").text("spec.maxUnavailable"))
        .isEqualTo("50%");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bridge-only", "topology-only"})
  void eitherServiceMayBeLeftOut(String values) {
    Manifests manifests = Chart.render(values);
    boolean bridge = values.startsWith("bridge");
    assertThat(manifests.find("Deployment", "-bridge").isPresent()).isEqualTo(bridge);
    assertThat(manifests.find("StatefulSet", "-topology").isPresent()).isNotEqualTo(bridge);
  }
}
