// The changes of a course as they are committed.

const PAUSE_MILLIS = 700;

/**
 * Follows a course until the signal says stop.
 *
 * The browser comes back by itself, to where it was, when the connection breaks; only an answer
 * that is none (503 while nobody can tell, 401) has to be asked for again here.
 *
 * @param changed takes {view, key, value}; the value is null if it is gone
 * @param reset what is known of the course is to be asked for (anew): every later change is told
 * @param state takes true while connected
 */
export function follow(course, signal, { changed, reset, state }) {
  let source = null;
  let timer = null;
  let asked = false;

  const open = () => {
    let fresh = true;
    source = new EventSource(`/v1/courses/${encodeURIComponent(course)}/stream`);
    source.addEventListener('open', () => {
      state(true);
      if (fresh) {
        fresh = false;
        asked = true;
        reset();
      }
    });
    source.addEventListener('change', (event) => changed(JSON.parse(event.data)));
    source.addEventListener('reset', () => reset());
    source.addEventListener('error', () => {
      state(false);
      if (!asked) {
        asked = true;
        reset();
      }
      if (source.readyState === EventSource.CLOSED && !signal.aborted) {
        timer = setTimeout(open, PAUSE_MILLIS);
      }
    });
  };
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    source?.close();
  });
  open();
}
