package org.liveevents.audit.sort;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One row as it comes out sorted.
 *
 * @param group what rows that belong together have in common
 * @param value what was stored
 */
public record Row(String group, JsonNode value) {}
