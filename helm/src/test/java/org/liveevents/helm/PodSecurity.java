package org.liveevents.helm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.liveevents.helm.Manifests.Node;

/** The rules of the Pod Security Standard "restricted", and a read-only root. */
final class PodSecurity {

  private static final Set<String> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");

  private PodSecurity() {}

  static List<String> complaints(Node pod) {
    List<String> complaints = new ArrayList<>();
    for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
      must(complaints, !pod.text(shared).equals("true"), shared);
    }
    must(complaints, pod.text("securityContext.runAsNonRoot").equals("true"), "runAsNonRoot");
    must(complaints, !pod.text("securityContext.runAsUser").equals("0"), "runAsUser");
    must(
        complaints,
        pod.text("securityContext.seccompProfile.type").equals("RuntimeDefault"),
        "seccompProfile");
    must(complaints, pod.text("enableServiceLinks").equals("false"), "enableServiceLinks");
    for (Node volume : pod.list("volumes")) {
      must(
          complaints,
          VOLUMES.stream().anyMatch(kind -> volume.find(kind).isPresent()),
          "volume " + volume.text("name"));
    }
    List<Node> containers = new ArrayList<>(pod.list("containers"));
    containers.addAll(pod.list("initContainers"));
    containers.forEach(container -> complaints.addAll(ofContainer(container)));
    return complaints;
  }

  private static List<String> ofContainer(Node container) {
    List<String> complaints = new ArrayList<>();
    String name = container.text("name") + ": ";
    must(
        complaints,
        container.text("securityContext.allowPrivilegeEscalation").equals("false"),
        name + "allowPrivilegeEscalation");
    must(
        complaints,
        container.text("securityContext.capabilities.drop").equals("[ALL]")
            && container.find("securityContext.capabilities.add").isEmpty(),
        name + "capabilities");
    must(
        complaints,
        !container.text("securityContext.privileged").equals("true"),
        name + "privileged");
    must(
        complaints,
        container.text("securityContext.readOnlyRootFilesystem").equals("true"),
        name + "readOnlyRootFilesystem");
    container
        .list("ports")
        .forEach(port -> must(complaints, port.find("hostPort").isEmpty(), name + "hostPort"));
    must(complaints, container.find("resources.limits.memory").isPresent(), name + "no limit");
    return complaints;
  }

  private static void must(List<String> complaints, boolean holds, String rule) {
    if (!holds) {
      complaints.add(rule);
    }
  }
}
