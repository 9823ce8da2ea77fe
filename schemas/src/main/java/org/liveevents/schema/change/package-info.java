/**
 * What differs between two versions of a JSON Schema, and whom it breaks. Pure rules over JSON
 * trees; knows a JSON parser alone.
 */
@NullMarked
package org.liveevents.schema.change;

import org.jspecify.annotations.NullMarked;
