// One course: who has which grade, how far everybody is, and every change the moment it is committed.

import { Problem, all, every, get } from './api.js';
import { bars, meter } from './charts.js';
import { card, fill, h, say, unseen } from './dom.js';
import { ago, count, counted, moment, percent, points, words } from './format.js';
import { openGrade } from './grade.js';
import { follow } from './live.js';

const ROWS = 100;
const NEWS = 12;
const HOURS = 48;
const HOUR_MILLIS = 3_600_000;
const TOLD = {
  'latest-grade': 'Grade', 'course-progress': 'Progress', 'course-score': 'Course score', enrollment: 'Enrolment',
  submission: 'Submission', assignment: 'Assignment', course: 'Course', 'quiz-submission': 'Quiz handed in',
  'discussion-entry': 'Post', module: 'Module', 'discussion-topic': 'Discussion', group: 'Group',
};
// What changes with every click of every student is no news.
const SILENT = new Set(['activity', 'user-activity']);

/** Draws the view. */
export function course(place, signal, id) {
  new CoursePage(place, signal, id).start();
}

class CoursePage {
  #summary = null;
  #grades = new Map();
  #assignments = new Map();
  #progress = new Map();
  #scores = new Map();
  #enrollments = new Map();
  #hours = [];
  #rowsShown = ROWS;
  #later = new Map();
  #cells = new Map();

  constructor(place, signal, id) {
    Object.assign(this, { place, signal, id, path: `/v1/courses/${encodeURIComponent(id)}` });
    this.title = h('h1', {}, 'Course');
    this.facts = h('p', { class: 'facts' }, h('code', {}, id));
    this.state = h('span', { class: 'tag tag-live', 'data-state': 'off', role: 'status' }, 'not live');
    this.tiles = h('dl', { class: 'tiles-row' });
    this.table = h('div', {}, h('p', { class: 'loading' }, 'Loading'));
    this.distribution = h('div', {}, h('p', { class: 'loading' }, 'Loading'));
    this.people = h('div', {}, h('p', { class: 'loading' }, 'Loading'));
    this.activity = h('div', { class: 'activity' }, h('p', { class: 'loading' }, 'Loading'));
    this.news = h('ol', { class: 'news', 'aria-live': 'polite' });
    this.noNews = h('p', { class: 'empty' }, 'Nothing has changed since you opened the page.');
    this.body = h('div', { class: 'course' },
      this.tiles,
      h('div', { class: 'columns columns-3-1' },
        card('Grades', { class: 'grades-card' }, this.table),
        h('div', { class: 'stack' },
          card('Changes', {}, this.noNews, this.news),
          card('Score distribution', {}, this.distribution),
          card('Enrolments', {}, this.people))),
      card('Activity by hour', {}, this.activity));
    fill(place,
      h('p', { class: 'crumb' }, h('a', { href: '#/courses' }, 'Courses')),
      h('div', { class: 'head head-title' }, this.title, this.state),
      this.facts,
      this.body);
  }

  start() {
    follow(this.id, this.signal, {
      changed: (change) => this.#changed(change),
      reset: () => this.#load(),
      state: (live) => {
        this.state.dataset.state = live ? 'on' : 'off';
        say(this.state, live ? 'live' : 'not live');
        if (!live) { // is it the stream alone, or is nobody there?
          this.#soon('summary', 1000, () => this.#refreshSummary());
        }
      },
    });
    every(30, this.signal, () => this.#summary && this.#loadSummary());
  }

  async #load() {
    try {
      await this.#loadSummary();
      const [grades, assignments, progress, scores, enrollments] = await Promise.all(
        ['grades', 'assignments', 'progress', 'scores', 'enrollments'].map((list) => all(`${this.path}/${list}`, this.signal)));
      this.#grades = index(grades.items, (each) => `${each.assignment}/${each.student}`);
      this.#assignments = index(assignments.items, (each) => each.assignment);
      this.#progress = index(progress.items, (each) => each.student);
      this.#scores = index(scores.items, (each) => each.student);
      this.#enrollments = index(enrollments.items, (each) => each.enrollment);
      this.#showAll();
      await this.#loadActivity();
    } catch (problem) {
      this.#failed(problem);
    }
  }

  #failed(problem) {
    if (this.signal.aborted) {
      return;
    }
    if (!(problem instanceof Problem)) {
      throw problem;
    }
    if (problem.status === 404 || problem.status === 400) {
      fill(this.body, h('p', { class: 'card empty' }, problem.status === 404 ? `No event has told of a course ${this.id}.` : problem.message));
    } else {
      // 503 while a partition moves, or no answer at all.
      this.#soon('load', 2000, () => this.#load());
    }
  }

  #refreshSummary() {
    return this.#loadSummary().catch((problem) => this.#failed(problem));
  }

  async #loadSummary() {
    this.#summary = await get(this.path, this.signal);
    this.#showSummary();
  }

  async #loadActivity() {
    this.#hours = (await all(`${this.path}/activity`, this.signal)).items;
    this.#showActivity();
  }

  /** A change of the public state; keys are course/…, as in the views' reference. */
  #changed({ view, key, value }) {
    const rest = key.split('/').slice(1).join('/');
    const put = (map) => (value === null ? map.delete(rest) : map.set(rest, value));
    const isNewRow = () => value && !this.#students().includes(value.student ?? value.user);
    switch (view) {
      case 'latest-grade': {
        const before = this.#grades.get(rest);
        const isNew = !before && (isNewRow() || !this.#assignments.has(rest.split('/')[0]));
        put(this.#grades);
        if (isNew || !this.#cells.has(rest)) {
          this.#soon('table', 200, () => this.#showTable());
        } else {
          this.#showCell(rest, true);
        }
        this.#soon('distribution', 500, () => this.#showDistribution());
        break;
      }
      case 'course-progress':
        put(this.#progress);
        this.#soon('table', 200, () => this.#showTable());
        break;
      case 'course-score':
        put(this.#scores);
        this.#soon('table', 200, () => this.#showTable());
        break;
      case 'assignment':
        put(this.#assignments);
        this.#soon('table', 200, () => this.#showTable());
        break;
      case 'enrollment':
        put(this.#enrollments);
        this.#soon('people', 300, () => this.#showPeople());
        break;
      case 'activity':
        this.#soon('activity', 5000, () => this.#loadActivity().catch((problem) => this.#failed(problem)));
        break;
      default:
    }
    if (!SILENT.has(view)) {
      this.#soon('summary', 1000, () => this.#refreshSummary());
      this.#tell(view, rest, value);
    }
  }

  /** Does something a little later, once, however often it is asked for until then. */
  #soon(what, millis, action) {
    if (!this.#later.has(what)) {
      this.#later.set(what, setTimeout(() => {
        this.#later.delete(what);
        if (!this.signal.aborted) {
          action();
        }
      }, millis));
    }
  }

  #tell(view, rest, value) {
    this.noNews.hidden = true;
    const what = view === 'latest-grade' && value
      ? [`${points(value.score)} of ${points(value.points_possible)} for `, h('code', {}, value.student), ` on ${this.#assignmentTitle(value.assignment)}`]
      : view === 'course-progress' && value
        ? [`${count(value.requirement_completed_count)} of ${count(value.requirement_count)} for `, h('code', {}, value.student)]
        : [value === null ? 'gone: ' : '', h('code', {}, rest || this.id)];
    this.news.prepend(h('li', {}, h('strong', {}, TOLD[view] ?? words(view).replaceAll('-', ' ')), ' ', what, h('time', { class: 'muted' }, ` ${new Date().toLocaleTimeString('en-GB')}`)));
    while (this.news.childElementCount > NEWS) {
      this.news.lastElementChild.remove();
    }
  }

  #showAll() {
    this.#showTable();
    this.#showDistribution();
    this.#showPeople();
  }

  #showSummary() {
    const it = this.#summary;
    say(this.title, it.name ?? 'Name not told yet');
    document.title = `${it.name ?? it.course} · Live Events`;
    fill(this.facts,
      h('code', {}, it.course), it.code && h('span', {}, it.code), it.state && h('span', { class: 'tag' }, words(it.state)),
      h('span', { class: 'muted', title: moment(it.last_event_time) }, `last event ${ago(it.last_event_time)}`));
    const tile = (label, value, note) => h('div', {}, h('dt', {}, label), h('dd', {}, value, note && h('small', {}, note)));
    fill(this.tiles,
      tile('Students', count(it.counts.students), `${count(it.counts.students_with_grades)} graded`),
      tile('Assignments', count(it.counts.assignments), `${count(it.counts.assignments_with_grades)} graded`),
      tile('Grades', count(it.counts.grades), counted(it.counts.submissions, 'submission')),
      tile('Mean score', it.mean_score === null ? '–' : percent(it.mean_score), 'of points possible'),
      tile('Progress', it.progress.mean === null ? '–' : percent(it.progress.mean), `${count(it.progress.completed)} completed`));
  }

  #students() {
    const all = new Set();
    for (const each of this.#enrollments.values()) {
      if (each.type === 'StudentEnrollment' && each.user && !each.test_student) {
        all.add(each.user);
      }
    }
    [...this.#grades.values()].forEach((each) => all.add(each.student));
    [...this.#progress.keys()].forEach((each) => all.add(each));
    return [...all].sort(byId);
  }

  #columns() {
    const all = new Set(this.#assignments.keys());
    [...this.#grades.values()].forEach((each) => all.add(each.assignment));
    return [...all].sort(byId);
  }

  #assignmentTitle(assignment) {
    return this.#assignments.get(assignment)?.title ?? assignment;
  }

  #showTable() {
    const students = this.#students();
    const columns = this.#columns();
    if (students.length === 0) {
      fill(this.table, h('p', { class: 'empty' }, 'No student is known of this course yet.'));
      return;
    }
    this.#cells.clear();
    const shown = students.slice(0, this.#rowsShown);
    const grid = h('table', { class: 'grid' },
      h('caption', { class: 'unseen' }, 'Latest grades. Arrow keys move between grades, Enter opens one.'),
      h('thead', {}, h('tr', {},
        h('th', { scope: 'col', class: 'who' }, 'Student'),
        h('th', { scope: 'col', class: 'progress-head' }, 'Progress'),
        h('th', { scope: 'col' }, 'Score'),
        columns.map((each) => this.#columnHead(each)))),
      h('tbody', {}, shown.map((student) => h('tr', {},
        h('th', { scope: 'row', class: 'who' }, h('code', {}, student)),
        h('td', { class: 'progress-cell' }, this.#progressOf(student)),
        h('td', { class: 'number' }, this.#scoreOf(student)),
        columns.map((each) => this.#cell(`${each}/${student}`))))));
    grid.addEventListener('keydown', (event) => moveFocus(event, grid));
    grid.addEventListener('focusin', (event) => rove(event.target, grid));
    grid.querySelector('tbody button')?.setAttribute('tabindex', '0');
    const scroll = h('div', { class: 'scroll', tabindex: '0', role: 'region', 'data-key': 'grades', 'aria-label': 'Grades, students by assignments' }, grid);
    const at = this.table.querySelector('.scroll');
    const [left, top] = at ? [at.scrollLeft, at.scrollTop] : [0, 0];
    fill(this.table, scroll, students.length > shown.length && h('p', { class: 'more' },
      h('button', { 'data-key': 'more', onclick: () => { this.#rowsShown += 5 * ROWS; this.#showTable(); } }, `Show more of ${counted(students.length, 'student')}`)));
    scroll.scrollTo(left, top);
  }

  #columnHead(assignment) {
    const it = this.#assignments.get(assignment);
    const title = this.#assignmentTitle(assignment);
    return h('th', { scope: 'col', title: `${title} (${assignment})` },
      h('span', { class: 'column-title' }, title),
      h('small', { class: 'muted' }, it?.points_possible === null || it?.points_possible === undefined ? '' : `${points(it.points_possible)} pt`));
  }

  #progressOf(student) {
    const it = this.#progress.get(student);
    if (!it || !it.requirement_count) {
      return it?.completed ? meter(1, 'done', 'good') : h('span', { class: 'muted' }, '–');
    }
    return meter(it.requirement_completed_count / it.requirement_count,
      it.completed ? 'done' : `${count(it.requirement_completed_count)}/${count(it.requirement_count)}`, it.completed ? 'good' : '');
  }

  #scoreOf(student) {
    const it = this.#scores.get(student);
    const score = it?.override_score ?? it?.current_score;
    return score === null || score === undefined ? h('span', { class: 'muted' }, '–') : points(score);
  }

  #cell(key) {
    const cell = h('td', { class: 'grade' });
    this.#cells.set(key, cell);
    this.#fillCell(cell, key);
    return cell;
  }

  #fillCell(cell, key) {
    const grade = this.#grades.get(key);
    if (!grade) {
      fill(cell, h('span', { class: 'muted', 'aria-hidden': 'true' }, '·'), unseen('no grade'));
      return;
    }
    const share = grade.points_possible > 0 && grade.score !== null ? grade.score / grade.points_possible : null;
    const shown = grade.score === null ? grade.grade ?? '–' : points(grade.score);
    const hidden = grade.visible === false || grade.muted === true;
    fill(cell, h('button', {
      class: `cell ${hidden ? 'hidden-grade' : ''}`, tabindex: '-1', 'data-key': key,
      vars: { '--share': share === null ? '0' : `${Math.max(0, Math.min(1, share))}` },
      title: hidden ? 'Students cannot see it yet' : null,
      onclick: () => openGrade({ path: this.path, grade, title: this.#assignmentTitle(grade.assignment), closed: () => this.#backTo(key) }),
    }, shown, hidden && unseen(', not visible to the student')));
  }

  /** To the cell a dialog was opened from; it may have been drawn anew meanwhile. */
  #backTo(key) {
    if (document.activeElement === document.body) {
      this.#cells.get(key)?.querySelector('button')?.focus();
    }
  }

  #showCell(key, changed) {
    const cell = this.#cells.get(key);
    const reached = cell.querySelector('button')?.getAttribute('tabindex') ?? (this.table.querySelector('button.cell[tabindex="0"]') ? '-1' : '0');
    this.#fillCell(cell, key);
    cell.querySelector('button')?.setAttribute('tabindex', reached);
    if (changed) {
      cell.classList.remove('changed');
      void cell.offsetWidth; // begins the animation anew
      cell.classList.add('changed');
    }
  }

  #showDistribution() {
    const shares = [...this.#grades.values()]
      .filter((each) => each.score !== null && each.points_possible > 0 && each.visible !== false)
      .map((each) => each.score / each.points_possible);
    if (shares.length === 0) {
      fill(this.distribution, h('p', { class: 'empty' }, 'No visible grade yet.'));
      return;
    }
    const bins = Array.from({ length: 10 }, (_, i) => ({ label: `${i * 10}`, value: 0, title: '' }));
    shares.forEach((share) => { bins[Math.max(0, Math.min(9, Math.floor(share * 10)))].value += 1; });
    bins.forEach((bin, i) => { bin.title = `${i * 10} to ${i * 10 + 10} %: ${counted(bin.value, 'grade')}`; });
    const sorted = [...shares].sort((one, other) => one - other);
    fill(this.distribution, bars(bins, 'Grades by share of the points, in tenths', (value) => counted(value, 'grade')),
      h('p', { class: 'muted' }, `${counted(shares.length, 'grade')}, median ${percent(sorted[Math.floor(sorted.length / 2)])} of the points`));
  }

  #showPeople() {
    const counts = new Map();
    for (const each of this.#enrollments.values()) {
      const type = (each.type ?? 'unknown').replace(/Enrollment$/, '');
      const state = each.state ?? each.workflow_state ?? 'unknown';
      const states = counts.get(type) ?? new Map();
      states.set(state, (states.get(state) ?? 0) + 1);
      counts.set(type, states);
    }
    fill(this.people, counts.size === 0 ? h('p', { class: 'empty' }, 'No enrolment yet.') : h('dl', { class: 'counts' },
      [...counts].sort((one, other) => one[0].localeCompare(other[0])).map(([type, states]) => h('div', {},
        h('dt', {}, words(type)),
        [...states].map(([state, number]) => h('dd', {}, h('strong', {}, count(number)), ` ${words(state)}`))))));
  }

  #showActivity() {
    if (this.#hours.length === 0) {
      fill(this.activity, h('p', { class: 'empty' }, 'Nothing has happened yet.'));
      return;
    }
    const events = new Map(this.#hours.map((each) => [Date.parse(each.hour), each]));
    const last = Math.max(...events.keys());
    const first = Math.max(Math.min(...events.keys()), last - (HOURS - 1) * HOUR_MILLIS);
    const from = Math.min(first, last - 11 * HOUR_MILLIS);
    const rows = [];
    for (let at = from; at <= last; at += HOUR_MILLIS) {
      const time = new Date(at);
      const value = events.get(at)?.events ?? 0;
      rows.push({ label: `${String(time.getHours()).padStart(2, '0')}:00`, value, title: `${time.toLocaleString('en-GB')}: ${counted(value, 'event')}` });
    }
    fill(this.activity, bars(rows, 'Events by hour', (value) => counted(value, 'event')),
      h('p', { class: 'muted' }, `${counted(rows.reduce((sum, row) => sum + row.value, 0), 'event')} in ${counted(rows.length, 'hour')}, of your time zone`));
  }
}

/** Arrow keys, Home and End move between grades. */
function moveFocus(event, grid) {
  const cell = event.target.closest('td.grade');
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -Infinity], End: [0, Infinity] };
  const step = steps[event.key];
  if (!cell || !step) {
    return;
  }
  event.preventDefault();
  const rows = [...grid.tBodies[0].rows];
  let row = rows.indexOf(cell.parentElement);
  let column = cell.cellIndex;
  if (!Number.isFinite(step[1])) {
    const buttons = [...cell.parentElement.querySelectorAll('button')];
    (step[1] < 0 ? buttons[0] : buttons.at(-1)).focus();
    return;
  }
  do {
    row += step[0];
    column += step[1];
    const button = rows[row]?.cells[column]?.querySelector('button.cell');
    if (button) {
      button.focus();
      return;
    }
  } while (rows[row]?.cells[column]);
}

/** One grade at a time can be reached with the tab key. */
function rove(button, grid) {
  if (button.matches('button.cell')) {
    grid.querySelectorAll('button[tabindex="0"]').forEach((each) => each.setAttribute('tabindex', '-1'));
    button.setAttribute('tabindex', '0');
  }
}

function index(items, key) {
  return new Map(items.map((item) => [key(item), item]));
}

/** By shard, then number. */
function byId(one, other) {
  return one.localeCompare(other, 'en', { numeric: true });
}
