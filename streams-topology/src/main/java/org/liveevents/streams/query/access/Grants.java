package org.liveevents.streams.query.access;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.CanvasId;
import org.liveevents.event.IdRules;
import org.liveevents.streams.query.access.AccessSettings.Provider;

/**
 * What a token's claims allow. Lists are JSON arrays, or texts with spaces or commas between; ids
 * have any of the forms Canvas writes, and {@code *} stands for all. Where a limiting claim is
 * configured, a token without any of them reaches nothing.
 */
final class Grants {

  private static final String ALL = "*";

  private final Provider provider;
  private final IdRules ids;

  Grants(Provider provider, IdRules ids) {
    this.provider = provider;
    this.ids = ids;
  }

  /** The scopes; some providers write {@code scp}. */
  static Set<String> scopes(JWTClaimsSet claims) {
    Object scope = claims.getClaim("scope");
    return Set.copyOf(words(scope == null ? claims.getClaim("scp") : scope));
  }

  /** What may be seen; empty if the claim that should tell is missing. */
  Optional<Reach> reach(JWTClaimsSet claims) {
    if (provider.coursesClaim().isEmpty() && provider.accountsClaim().isEmpty()) {
      return Optional.of(Reach.EVERYTHING);
    }
    Optional<List<String>> courses = named(claims, provider.coursesClaim());
    Optional<List<String>> accounts = named(claims, provider.accountsClaim());
    if (courses.isEmpty() && accounts.isEmpty()) {
      return Optional.empty();
    }
    List<String> ofCourses = courses.orElseGet(List::of);
    List<String> ofAccounts = accounts.orElseGet(List::of);
    return Optional.of(
        ofCourses.contains(ALL) || ofAccounts.contains(ALL)
            ? Reach.EVERYTHING
            : Reach.of(canonical(ofCourses), canonical(ofAccounts)));
  }

  private static Optional<List<String>> named(JWTClaimsSet claims, Optional<String> claim) {
    return claim.map(claims::getClaim).map(Grants::words);
  }

  private static List<String> words(@Nullable Object claim) {
    if (claim instanceof Collection<?> list) {
      return list.stream().map(Grants::word).flatMap(Optional::stream).toList();
    }
    if (claim instanceof String text) {
      return Arrays.stream(text.split("[\\s,]+", -1)).filter(word -> !word.isEmpty()).toList();
    }
    return word(claim).stream().toList();
  }

  /** A number that isn't whole went through a double: it may name another course by now. */
  private static Optional<String> word(@Nullable Object value) {
    return Optional.ofNullable(value)
        .filter(it -> it instanceof String || it instanceof Long || it instanceof Integer)
        .map(Object::toString);
  }

  private Set<String> canonical(List<String> raw) {
    return raw.stream()
        .filter(id -> !id.isEmpty())
        .map(id -> ids.canonical(id, OptionalLong.empty()))
        .map(CanvasId::text)
        .collect(Collectors.toUnmodifiableSet());
  }
}
