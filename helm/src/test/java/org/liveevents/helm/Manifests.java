package org.liveevents.helm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Rendered objects, to be asked about. */
record Manifests(List<Node> objects) {

  Manifests {
    objects = List.copyOf(objects);
  }

  static Manifests parse(String yaml) {
    List<Node> objects = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml)) {
      if (document != null) {
        objects.add(new Node(document));
      }
    }
    return new Manifests(objects);
  }

  /** The one of that kind and name, without the release's part of the name. */
  Node get(String kind, String suffix) {
    return find(kind, suffix)
        .orElseThrow(() -> new AssertionError("no " + kind + " " + suffix + " among " + names()));
  }

  Optional<Node> find(String kind, String suffix) {
    return objects.stream()
        .filter(object -> object.text("kind").equals(kind))
        .filter(object -> object.text("metadata.name").endsWith(suffix))
        .findFirst();
  }

  List<String> names() {
    return objects.stream()
        .map(object -> object.text("kind") + "/" + object.text("metadata.name"))
        .toList();
  }

  /** Every pod there will be: of workloads, jobs, and pods themselves. */
  List<Node> pods() {
    return objects.stream()
        .flatMap(
            object ->
                object.text("kind").equals("Pod")
                    ? object.find("spec").stream()
                    : object.find("spec.template.spec").stream())
        .toList();
  }

  /** A part of an object; paths have dots, members of lists their number. */
  record Node(Object value) {

    Optional<Node> find(String path) {
      Object at = value;
      for (String step : path.split("\\.", -1)) {
        if (at instanceof Map<?, ?> map) {
          at = map.get(step);
        } else if (at instanceof List<?> list) {
          at = list.get(Integer.parseInt(step));
        } else {
          at = null;
        }
        if (at == null) {
          return Optional.empty();
        }
      }
      return Optional.of(new Node(at));
    }

    Node get(String path) {
      return find(path).orElseThrow(() -> new AssertionError("no " + path + " in " + value));
    }

    String text(String path) {
      return find(path).map(found -> Objects.toString(found.value)).orElse("");
    }

    List<Node> list(String path) {
      return find(path).map(found -> (List<?>) found.value).orElse(List.of()).stream()
          .map(Node::new)
          .toList();
    }

    /** The variables of a container, with what stands in for a secret's value. */
    Map<String, String> environment() {
      Map<String, String> variables = new java.util.TreeMap<>();
      for (Node variable : list("env")) {
        boolean isSecret = variable.find("valueFrom.secretKeyRef").isPresent();
        variables.put(variable.text("name"), isSecret ? "from-a-secret" : variable.text("value"));
      }
      return variables;
    }
  }
}
