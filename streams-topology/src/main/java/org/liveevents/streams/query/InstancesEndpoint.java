package org.liveevents.streams.query;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who holds what, as this instance knows it. */
final class InstancesEndpoint implements Endpoint {

  private final Ownership ownership;

  InstancesEndpoint(Ownership ownership) {
    this.ownership = ownership;
  }

  @Override
  public String path() {
    return "/v1/instances";
  }

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public Reply answer(Question question) {
    OptionalInt partitions = ownership.partitions();
    Integer count = partitions.isPresent() ? partitions.getAsInt() : null;
    return Reply.json(new Instances(count, ownership.instances()), Freshness.none());
  }

  private record Instances(@Nullable Integer partitions, List<Instance> instances) {}
}
