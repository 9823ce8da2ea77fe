/**
 * Answers over HTTP from the per-course stores: any instance answers for any course, with at most
 * one hop to the instance that holds it. Knows stored values and its own ports ({@link
 * org.liveevents.streams.query.LocalStores}, {@link org.liveevents.streams.query.Ownership}), not
 * how they are reached.
 */
@NullMarked
package org.liveevents.streams.query;

import org.jspecify.annotations.NullMarked;
