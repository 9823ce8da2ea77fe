package org.liveevents.streams.topology;

/**
 * The names of all nodes and stores. They are part of the stored state of every installation:
 * renaming one is a migration and needs a decision record.
 */
public final class Names {

  public static final String RAW = "raw";
  public static final String DECODE = "decode";
  public static final String VALIDATE = "validate";
  public static final String REJECT = "reject";
  public static final String REJECTED = "rejected";
  public static final String DEDUPE = "dedupe";
  public static final String REORDER = "reorder";
  public static final String SPLIT = "split";
  public static final String TYPED = "typed";

  public static final String MATERIALISE = "materialise";
  public static final String STATE_CHANGES = "state-changes";
  public static final String STATE = "state";

  public static final String FORGET = "forget";

  /** The side path: of events that name an object but not its course. */
  public static final String SIDE_PATH = "side-path";

  public static final String SIDE_PATH_OBJECTS = "side-path-objects";
  public static final String DIRECTORY = "directory";
  public static final String SIDE_PATH_COURSES = "side-path-courses";
  public static final String RESOLVED = "resolved";
  public static final String RESOLVED_CHANGES = "resolved-changes";
  public static final String ALL_CHANGES = "all-changes";

  public static final String WINDOW_STORE = "event-window";
  public static final String LEDGER_STORE = "ledger";

  private Names() {}
}
