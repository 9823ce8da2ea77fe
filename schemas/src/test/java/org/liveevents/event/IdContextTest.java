package org.liveevents.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.liveevents.event.IdContext.Kind;

class IdContextTest {

  private static final String ON_17 = "170000000000001";
  private static final String ON_1121 = "11210000000000001";
  private static final String ON_2107 = "21070000000000001";

  @Test
  void aGlobalIdOfTheSameObjectBeatsTheShardOfTheContext() {
    // Given
    IdContext ids = context(ON_2107, null, null).naming(Kind.COURSE, "11210000000000565");

    // When
    CanvasId course = ids.canonical(Kind.COURSE, "565");

    // Then
    assertThat(course.text()).isEqualTo("1121~565");
  }

  @Test
  void theFirstGlobalIdOfTheSameObjectWins() {
    // Given
    IdContext ids =
        context(null, null, null)
            .naming(Kind.USER, "11210000000000565")
            .naming(Kind.USER, "21070000000000565");

    // When
    CanvasId user = ids.canonical(Kind.USER, "565");

    // Then
    assertThat(user.text()).isEqualTo("1121~565");
  }

  @Test
  void aGlobalIdOfAnotherObjectOrAnotherKindTellsNothing() {
    // Given
    IdContext ids =
        context(ON_2107, null, null)
            .naming(Kind.COURSE, "11210000000000566")
            .naming(Kind.USER, "11210000000000565")
            .naming(Kind.OTHER, "11210000000000565");

    // When
    String course = ids.canonical(Kind.COURSE, "565").text();
    String other = ids.canonical(Kind.OTHER, "565").text();

    // Then
    assertThat(course).isEqualTo("2107~565");
    assertThat(other).isEqualTo("2107~565");
  }

  @Test
  void theContextBeatsItsAccount() {
    assertThat(courseIn(context(ON_2107, ON_1121, ON_17))).isEqualTo("2107~565");
  }

  @Test
  void theAccountOfTheContextBeatsTheRootAccount() {
    assertThat(courseIn(context("565", ON_1121, ON_17))).isEqualTo("1121~565");
  }

  @Test
  void theRootAccountBeatsTheDefault() {
    assertThat(courseIn(context(null, "3", ON_17))).isEqualTo("17~565");
  }

  @Test
  void theDefaultIsLast() {
    assertThat(courseIn(context(null, null, null))).isEqualTo("7~565");
    assertThat(courseIn(context("1", "2", "3"))).isEqualTo("7~565");
    assertThat(courseIn(context("", "x", "\u0663"))).isEqualTo("7~565");
  }

  @Test
  void globalIdsOfOtherShardsKeepTheirs() {
    // Given
    IdContext ids =
        context(ON_2107, ON_2107, ON_2107)
            .naming(Kind.COURSE, "21070000000000565")
            .naming(Kind.USER, "21070000000000009");

    // When
    String course = ids.canonical(Kind.COURSE, "11210000000000565").text();
    String user = ids.canonical(Kind.USER, "170000000000009").text();
    String shortForm = ids.canonical(Kind.COURSE, "1121~565").text();

    // Then
    assertThat(course).isEqualTo("1121~565");
    assertThat(user).isEqualTo("17~9");
    assertThat(shortForm).isEqualTo("1121~565");
  }

  @Test
  void aliasesApplyAfterTheShardIsFound() {
    // Given
    IdRules rules = new IdRules(7, Map.of(1121L, 2107L, 2107L, 9L));
    IdContext ids = new IdContext(rules, ON_1121, null, null);

    // When
    CanvasId course = ids.canonical(Kind.COURSE, "565");

    // Then
    assertThat(course.text()).isEqualTo("2107~565");
  }

  @Test
  void localAndAbsentAndUnknownIdsNameNothing() {
    // Given
    IdContext ids =
        context(ON_2107, null, null)
            .naming(Kind.COURSE, null)
            .naming(Kind.COURSE, "565")
            .naming(Kind.COURSE, "nonsense");

    // When
    String course = courseIn(ids);

    // Then
    assertThat(course).isEqualTo("2107~565");
  }

  @Test
  void asManyMayBeNamedAsThereAre() {
    for (int many = 0; many < 40; many++) {
      // Given
      IdContext ids = context(ON_2107, null, null);
      for (int i = 0; i < many; i++) {
        ids.naming(Kind.COURSE, Long.toString(11_210_000_000_000_566L + i));
      }
      String before = courseIn(ids);

      // When
      ids.naming(Kind.COURSE, "11210000000000565");

      // Then
      assertThat(before).isEqualTo("2107~565");
      assertThat(courseIn(ids)).isEqualTo("1121~565");
    }
  }

  @Test
  void whatIsNamedIsNoSurroundings() {
    assertThat(courseIn(context(null, null, null).naming(Kind.USER, ON_1121))).isEqualTo("7~565");
  }

  @Test
  void theFirstIdOfAShardIsLocalAndGlobalToo() {
    // Given
    IdContext ids = context("21070000000000000", null, null);

    // When
    String first = ids.canonical(Kind.COURSE, "0").text();
    String smallest = context("10000000000000", null, null).canonical(Kind.COURSE, "565").text();

    // Then
    assertThat(first).isEqualTo("2107~0");
    assertThat(smallest).isEqualTo("1~565");
  }

  @Test
  void unknownFormsStayText() {
    assertThat(context(ON_2107, null, null).canonical(Kind.COURSE, "BIO-101"))
        .isEqualTo(new CanvasId.Opaque("BIO-101"));
  }

  private static String courseIn(IdContext ids) {
    return ids.canonical(Kind.COURSE, "565").text();
  }

  private static IdContext context(
      @Nullable String context, @Nullable String account, @Nullable String root) {
    return new IdContext(IdRules.ofShard(7), context, account, root);
  }
}
