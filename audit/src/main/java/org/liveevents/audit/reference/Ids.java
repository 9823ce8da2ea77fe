package org.liveevents.audit.reference;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ids of one event. A local id takes the shard of a global one that names the same object, else
 * that of the context, of the context's account, of the root account, else the default.
 */
final class Ids {

  static final String COURSE = "course";
  static final String USER = "user";
  static final String ACCOUNT = "account";

  /** Of nothing whose global id the event might hold. */
  static final String OTHER = "";

  private record Named(String kind, String id) {}

  private final Shards shards;
  private final List<@Nullable String> surroundings;
  private final List<Named> named = new ArrayList<>();

  Ids(
      Shards shards,
      @Nullable String context,
      @Nullable String contextAccount,
      @Nullable String rootAccount) {
    this.shards = shards;
    this.surroundings = new ArrayList<>();
    surroundings.add(context);
    surroundings.add(contextAccount);
    surroundings.add(rootAccount);
  }

  /** Takes note of an id of this event. */
  void note(String kind, @Nullable String id) {
    if (id != null) {
      named.add(new Named(kind, id));
    }
  }

  String canonical(String kind, String id) {
    if (Shards.number(id) == null || Shards.shardOf(id) != null) {
      return shards.canonical(id, null);
    }
    long local = Long.parseLong(id);
    for (Named other : named) {
      Long shard = Shards.shardOf(other.id);
      if (other.kind.equals(kind) && shard != null && Shards.local(other.id) == local) {
        return shards.canonical(id, shard);
      }
    }
    for (String other : surroundings) {
      Long shard = Shards.shardOf(other);
      if (shard != null) {
        return shards.canonical(id, shard);
      }
    }
    return shards.canonical(id, null);
  }

  /** The scope: of the course, else of the user, of the account, of the event itself. */
  String scope(
      @Nullable String course, @Nullable String user, @Nullable String account, String event) {
    if (course != null) {
      return "course:" + canonical(COURSE, course);
    }
    if (user != null) {
      return "user:" + canonical(USER, user);
    }
    return account == null ? "none:" + event : "account:" + canonical(ACCOUNT, account);
  }

  /** Where the event comes from: the host, else the root account. */
  String origin(@Nullable String host, @Nullable String rootAccount) {
    if (host != null && host.length() <= 253 && host.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
      return host;
    }
    String account = rootAccount == null ? "" : canonical(ACCOUNT, rootAccount);
    return account.matches("[0-9]+~[0-9]+") ? account : "unknown";
  }
}
