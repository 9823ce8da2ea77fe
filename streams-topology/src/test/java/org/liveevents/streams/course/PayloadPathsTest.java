package org.liveevents.streams.course;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PayloadPathsTest {

  private final PayloadPaths paths =
      new PayloadPaths(List.of("metadata/user_id", "body/a", "body/deep/b.c/0/d", "body/e"));

  @Test
  void findsWhatItWantsWhereverItStands() {
    assertThat(
            read(
                """
                {"x":[{"body":{"a":1}}],"body":{"e":{"a":2},"deep":{"b.c":[{"z":[[]],"d":true},\
                {"d":false}]},"a":"text"},"metadata":{"user_id":12}}"""))
        .isEqualTo(
            Map.of(
                "metadata/user_id",
                new BigDecimal("12"),
                "body/a",
                "text",
                "body/deep/b.c/0/d",
                true,
                "body/e",
                PayloadPaths.CONTAINER));
  }

  @Test
  void takesNullAndAbsentAlike() {
    assertThat(read("{\"metadata\":{\"user_id\":null},\"body\":{}}")).isEmpty();
    assertThat(read("{\"body\":[],\"metadata\":3}")).isEmpty();
    assertThat(read("{}")).isEmpty();
  }

  @Test
  void readsOneNumberHoweverItIsSpelled() {
    for (String spelled : List.of("850", "850.0", "8.5e2", "0.85E+3")) {
      assertThat(read("{\"body\":{\"a\":" + spelled + "}}"))
          .containsEntry("body/a", new BigDecimal("850"));
    }
  }

  private Map<String, Object> read(String json) {
    return paths.read(json.getBytes(UTF_8));
  }
}
