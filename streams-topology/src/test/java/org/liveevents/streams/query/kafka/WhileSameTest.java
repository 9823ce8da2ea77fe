package org.liveevents.streams.query.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhileSameTest {

  /** Equal to others that say the same, as Streams' metadata is. */
  private record Member(String name) {}

  private List<Member> members = List.of(new Member("one"), new Member("two"));
  private final List<Integer> asked = new ArrayList<>();
  private final WhileSame<Member, Integer, String> held =
      new WhileSame<>(() -> members, this::work);

  private String work(int partition) {
    asked.add(partition);
    return members.get(partition % members.size()).name() + asked.size();
  }

  @Test
  void worksOutEachOnceWhileTheListIsTheSame() {
    assertThat(List.of(held.of(0), held.of(1), held.of(0), held.of(1)))
        .containsExactly("one1", "two2", "one1", "two2");
  }

  @Test
  void anotherListIsAnotherAnswerAlsoWhereItIsEqual() {
    // Given
    held.of(0);

    // When
    members = List.of(new Member("one"), new Member("two"));

    // Then
    assertThat(held.of(0)).isEqualTo("one2");
  }

  @Test
  void aListThatIsTheSameInPartIsAnother() {
    // Given
    Member stays = members.get(0);
    held.of(0);

    // Then
    for (List<Member> other :
        List.of(
            List.of(stays),
            List.of(stays, new Member("two")),
            List.of(stays, members.get(1), new Member("three")))) {
      int before = asked.size();
      members = other;
      held.of(0);
      assertThat(asked).hasSize(before + 1);
    }
  }

  @Test
  void whatChangesWhileItIsWorkedOutIsNotRemembered() {
    // Given
    List<Member> later = List.of(new Member("three"));
    WhileSame<Member, Integer, String> changing =
        new WhileSame<>(
            () -> members,
            partition -> {
              String told = work(partition);
              members = later;
              return told;
            });

    // Then
    assertThat(changing.of(0)).isEqualTo("one1");
    assertThat(changing.of(0)).isEqualTo("three2");
    assertThat(changing.of(0)).isEqualTo("three2");
  }

  @Test
  void nothingIsRememberedOfNobody() {
    // Given
    WhileSame<Member, Integer, Integer> empty =
        new WhileSame<>(
            List::of,
            partition -> {
              asked.add(partition);
              return asked.size();
            });

    // Then
    assertThat(List.of(empty.of(0), empty.of(0))).containsExactly(1, 2);
  }
}
