package org.liveevents.tools.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.liveevents.bridge.sqs.SqsSettings;
import org.liveevents.bridge.webhook.WebhookSettings;
import org.liveevents.runtime.command.Configuration;
import org.liveevents.runtime.config.Installation;
import org.liveevents.runtime.config.Key;
import org.liveevents.runtime.config.Problem;
import org.liveevents.runtime.config.Settings;
import org.liveevents.runtime.registry.RegistrySettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at everything the configuration names, all at once, and changes nothing. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks an installation: queue, webhook, keys, clock, brokers, topics, registry, query API.",
      "One line a check; what isn't green comes with what to do. Nothing is changed."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:all green", "1:something is yellow", "2:something is red"})
public final class DoctorCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final PrintStream out;
  private final InstantSource clock;
  private final Web web = new Web();

  @Option(
      names = "--webhook",
      paramLabel = "URL",
      description = "the address Canvas posts to, as it looks from outside")
  private @Nullable URI webhook;

  @Option(
      names = "--query",
      paramLabel = "URL",
      description = "where the query API is; without it, QUERY_PORT of this machine")
  private @Nullable URI query;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Mixin private Configuration configuration = new Configuration();

  /** A command that prints to that stream. */
  public DoctorCommand(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = configuration.settings();
    List<Check> checks = checks(settings);
    List<Finding> findings = new ArrayList<>(ofConfiguration(settings.problems()));
    findings.addAll(new Examination(LIMIT).of(checks));
    if (json) {
      out.println(toJson(findings).toPrettyString());
    } else {
      findings.forEach(this::print);
    }
    return worst(findings).exitCode();
  }

  /** Everything there is to look at; a key that is wrong is told, and what it names left out. */
  private List<Check> checks(Settings settings) {
    List<Check> checks = new ArrayList<>();
    List<URI> datesFrom = new ArrayList<>();
    Optional<SqsSettings> sqs = SqsSettings.from(settings);
    sqs.ifPresent(
        found -> {
          found.queueUrls().forEach(url -> checks.add(new QueueCheck(found, url)));
          datesFrom.add(found.endpoint().orElse(found.queueUrls().get(0).resolve("/")));
        });
    WebhookSettings.from(settings)
        .flatMap(found -> keys(found.authentication()))
        .ifPresent(
            keys -> {
              checks.add(new KeysCheck(keys, web));
              datesFrom.add(keys);
            });
    if (webhook != null) {
      checks.add(new WebhookCheck(webhook, web));
    }
    Installation installation = Installation.from(settings);
    if (!installation.brokers().isEmpty()) {
      checks.add(new BrokersCheck(installation));
      checks.add(new TopicsCheck(installation));
    }
    RegistrySettings.from(settings).ifPresent(found -> checks.add(new RegistryCheck(found)));
    URI api = query(settings);
    datesFrom.add(api);
    checks.add(new QueryCheck(api, settings.secrets(Key.QUERY_TOKENS).stream().findFirst(), web));
    checks.add(new ClockCheck(datesFrom, web, clock));
    return checks;
  }

  private static Optional<URI> keys(WebhookSettings.Authentication authentication) {
    return authentication.fold(
        signed -> Optional.of(signed.keys()), token -> Optional.empty(), none -> Optional.empty());
  }

  private URI query(Settings settings) {
    return query == null
        ? URI.create("http://127.0.0.1:" + settings.integer(Key.QUERY_PORT, 0, 65_535))
        : query;
  }

  private static List<Finding> ofConfiguration(List<Problem> problems) {
    return problems.isEmpty()
        ? List.of(Finding.green("configuration", "no problem with any key"))
        : problems.stream()
            .map(
                problem ->
                    Finding.red(
                        "configuration",
                        problem.value().isEmpty()
                            ? problem.key()
                            : problem.key() + "=" + problem.value(),
                        problem.remedy()))
            .toList();
  }

  private static Finding.Status worst(List<Finding> findings) {
    return findings.stream()
        .map(Finding::status)
        .max(Comparator.naturalOrder())
        .orElse(Finding.Status.GREEN);
  }

  private void print(Finding finding) {
    String status = finding.status().name().toLowerCase(Locale.ROOT);
    String coloured = Ansi.AUTO.string("@|" + status + " " + status + "|@");
    out.println(
        coloured + " ".repeat(8 - status.length()) + finding.what() + ": " + finding.message());
    if (!finding.remedy().isEmpty()) {
      out.println("        -> " + finding.remedy());
    }
  }

  private static ObjectNode toJson(List<Finding> findings) {
    ObjectNode report = JSON.createObjectNode();
    report.put("status", worst(findings).name().toLowerCase(Locale.ROOT));
    ArrayNode list = report.putArray("findings");
    findings.forEach(
        finding ->
            list.addObject()
                .put("status", finding.status().name().toLowerCase(Locale.ROOT))
                .put("what", finding.what())
                .put("message", finding.message())
                .put("remedy", finding.remedy()));
    return report;
  }
}
