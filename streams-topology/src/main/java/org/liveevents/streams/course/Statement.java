package org.liveevents.streams.course;

import java.util.List;

/**
 * What one event says about one object of a view.
 *
 * @param view the view's store
 * @param kind of event, by the fields it sets; one kind's later word replaces its earlier one
 * @param rest of the key, after the course
 * @param facts what is said
 */
record Statement(String view, String kind, List<String> rest, Facts facts) {}
