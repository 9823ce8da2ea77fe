package org.liveevents.helm;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.JSON;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Holds an object against the model Kubernetes itself publishes: no unknown field, none missing.
 */
final class KubernetesModels {

  /** Of operators; what they are is checked by hand. */
  private static final Set<String> FOREIGN =
      Set.of("monitoring.coreos.com", "keda.sh", "gateway.networking.k8s.io");

  private static final Gson PLAIN = new Gson();

  static {
    new JSON(); // sets up what the models share
  }

  private KubernetesModels() {}

  static boolean isForeign(Manifests.Node object) {
    return FOREIGN.stream().anyMatch(group -> object.text("apiVersion").startsWith(group + "/"));
  }

  /** What is wrong with it; empty if nothing. */
  static Optional<String> complaint(Manifests.Node object) {
    JsonElement json = PLAIN.toJsonTree(object.value());
    try {
      Class<?> model = Class.forName("io.kubernetes.client.openapi.models." + name(object));
      model.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
      Object unused = JSON.getGson().fromJson(json, model);
      return Optional.empty();
    } catch (InvocationTargetException e) {
      return Optional.of(String.valueOf(e.getCause()));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return Optional.of(e.toString());
    }
  }

  private static String name(Manifests.Node object) {
    String apiVersion = object.text("apiVersion");
    String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
    return version.substring(0, 1).toUpperCase(Locale.ROOT)
        + version.substring(1)
        + object.text("kind");
  }
}
