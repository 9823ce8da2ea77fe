package org.liveevents.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A member is found by its name and by no other, wherever the name stands in the bytes. */
class MembersTest {

  private static final long SEED = Long.getLong("seed", new Random().nextLong());
  private static final Rule ANY = RuleCompiler.compile(JsonNodeFactory.instance.objectNode());

  @Test
  void findsWhatAMapWouldFind() {
    // Given: names that differ in one place only, of all lengths
    Random random = new Random(SEED);
    Map<String, Rule.Member> byName = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      String name = name(random);
      byName.put(name, new Rule.Member(name, ANY, 0, List.of()));
    }
    Members members = Members.of(byName);

    for (int i = 0; i < 100_000; i++) {
      // When
      String name = name(random);
      String before = "x".repeat(random.nextInt(10));
      byte[] bytes = (before + name + "y".repeat(random.nextInt(10))).getBytes(UTF_8);
      int length = name.getBytes(UTF_8).length;

      // Then
      assertThat(members.find(bytes, before.length(), length))
          .as("-Dseed=%d %s", SEED, name)
          .isSameAs(byName.get(name));
    }
  }

  @Test
  void anObjectWithoutKnownMembersHasNone() {
    assertThat(Members.of(Map.of()).find(new byte[] {'a'}, 0, 1)).isNull();
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder("context_account_id_of_all_that_is".repeat(2));
    name.setLength(random.nextInt(40));
    if (!name.isEmpty() && random.nextBoolean()) {
      name.setCharAt(random.nextInt(name.length()), random.nextBoolean() ? '_' : '\u00e9');
    }
    return name.toString();
  }
}
