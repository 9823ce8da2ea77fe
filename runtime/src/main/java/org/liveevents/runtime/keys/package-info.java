/** The public keys of an issuer of tokens: fetched, kept and renewed. Knows nothing of tokens. */
@NullMarked
package org.liveevents.runtime.keys;

import org.jspecify.annotations.NullMarked;
