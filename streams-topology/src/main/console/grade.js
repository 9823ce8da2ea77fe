// One grade, how it came about, and how it was at any time.

import { get } from './api.js';
import { fill, h, say, unseen } from './dom.js';
import { moment, points } from './format.js';

/**
 * Opens a grade.
 *
 * @param path of the course
 * @param title of the assignment
 * @param closed is told when it is closed
 */
export function openGrade({ path, grade, title, closed }) {
  const stop = new AbortController();
  const own = `${path}/grades/${encodeURIComponent(grade.assignment)}/${encodeURIComponent(grade.student)}`;
  const now = h('div', { class: 'grade-now' });
  const history = h('ol', { class: 'history' });
  const at = h('input', { type: 'datetime-local', id: 'as-of', step: '1' });
  const answer = h('p', { class: 'as-of-answer', role: 'status' });
  const ask = async () => {
    if (!at.value) {
      say(answer, '');
      return;
    }
    const time = new Date(at.value);
    try {
      const then = await get(`${own}?at=${encodeURIComponent(time.toISOString())}`, stop.signal);
      fill(answer, h('strong', {}, worth(then)), ` on ${moment(time.toISOString())}${then.visible === false ? ', not visible to the student' : ''}`);
    } catch (problem) {
      if (!stop.signal.aborted) {
        say(answer, problem.status === 404 ? 'There was no grade then.' : problem.status === 410 ? 'That is beyond what is kept.' : problem.message);
      }
    }
  };
  at.addEventListener('change', ask);
  const dialog = h('dialog', { class: 'grade-dialog', 'aria-labelledby': 'grade-title', onclose: () => { stop.abort(); dialog.remove(); closed(); } },
    h('header', {},
      h('h2', { id: 'grade-title' }, title),
      h('button', { class: 'close', 'aria-label': 'Close', onclick: () => dialog.close() }, '×')),
    h('p', { class: 'facts' }, h('span', { class: 'muted' }, 'student'), h('code', {}, grade.student), h('span', { class: 'muted' }, 'assignment'), h('code', {}, grade.assignment)),
    now,
    h('h3', {}, 'History'),
    history,
    h('h3', {}, h('label', { for: 'as-of' }, 'As of')),
    h('div', { class: 'as-of' }, at, answer));
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });

  const show = (it) => {
    fill(now,
      h('p', { class: 'grade-worth' }, worth(it)),
      h('p', { class: 'muted' }, `given ${moment(it.graded_at ?? it.event_time)}`, it.grader ? [' by ', h('code', {}, it.grader)] : ' by a quiz'),
      it.visible === false && h('p', {}, h('span', { class: 'tag tag-warn' }, it.muted ? 'hidden from the student' : 'partially graded')));
    fill(history, (it.history ?? []).map((each) => h('li', {},
      h('button', {
        class: 'history-entry', 'data-key': each.event_time,
        onclick: () => {
          at.value = local(each.event_time);
          ask();
        },
      },
      h('strong', {}, worth(each)),
      h('span', { class: 'muted' }, moment(each.event_time), each.grader ? [', by ', h('code', {}, each.grader)] : ', by a quiz'),
      unseen('. Show how it was then.')))));
    if ((it.history ?? []).length === 0) {
      fill(history, h('li', { class: 'muted' }, 'It has no history.'));
    }
  };

  document.body.append(dialog);
  show(grade);
  dialog.showModal();
  get(own, stop.signal).then(show, (problem) => stop.signal.aborted || say(answer, problem.message));
}

function worth(grade) {
  const letter = grade.grade !== null && grade.grade !== undefined && Number(grade.grade) !== grade.score ? ` (${grade.grade})` : '';
  return grade.score === null || grade.score === undefined ? grade.grade ?? 'no grade' : `${points(grade.score)} / ${points(grade.points_possible)}${letter}`;
}

/** For an input: local time; the second after, so that what happened within it is in. */
function local(time) {
  const date = new Date(Math.ceil(Date.parse(time) / 1000) * 1000);
  date.setMinutes(date.getMinutes() - date.getTimezoneOffset());
  return date.toISOString().slice(0, 19);
}
