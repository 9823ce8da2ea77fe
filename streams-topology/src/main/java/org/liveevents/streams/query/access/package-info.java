/**
 * Who may ask the query API, and for what: tokens, an OpenID provider's access tokens, sessions of
 * browsers, and the record of who read whose records. Knows no HTTP server and no Kafka.
 */
@NullMarked
package org.liveevents.streams.query.access;

import org.jspecify.annotations.NullMarked;
