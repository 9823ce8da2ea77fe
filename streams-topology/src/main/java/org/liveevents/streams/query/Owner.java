package org.liveevents.streams.query;

import java.util.function.Function;
import java.util.function.Supplier;

/** Who processes a partition, as far as this instance knows. */
public sealed interface Owner {

  /** This instance. */
  record Here() implements Owner {}

  /** Another one. */
  record There(Address address) implements Owner {}

  /** Nobody at the moment, or it isn't known. */
  record Nobody() implements Owner {}

  /** One function per case. */
  default <R> R fold(Supplier<R> here, Function<Address, R> there, Supplier<R> nobody) {
    if (this instanceof Here) {
      return here.get();
    }
    return this instanceof There it ? there.apply(it.address) : nobody.get();
  }

  /** Whether it is this instance. */
  default boolean isHere() {
    return fold(() -> true, address -> false, () -> false);
  }
}
