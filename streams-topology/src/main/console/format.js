// Numbers and times as people read them.

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const POINTS = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const MOMENT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
});

/** 12,345; a dash for what isn't known. */
export function count(number) {
  return known(number) ? WHOLE.format(number) : '–';
}

/** 12,345 or 1.2M. */
export function brief(number) {
  return !known(number) ? '–' : Math.abs(number) < 100_000 ? WHOLE.format(number) : SHORT.format(number);
}

/** 7.5 */
export function points(number) {
  return known(number) ? POINTS.format(number) : '–';
}

/** One event and two events. */
export function counted(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** 0, 0.4, 12.5, 1,234 – per second. */
export function rate(number) {
  if (!known(number)) {
    return '–';
  }
  const digits = number === 0 || number >= 100 ? 0 : 1;
  return number > 0 && number < 0.05 ? '<0.1' : number.toLocaleString('en', { maximumFractionDigits: digits });
}

/** 12.3 %, of a share from 0 to 1. */
export function percent(share, digits = 1) {
  return known(share) ? `${(share * 100).toFixed(share === 0 || share >= 0.9995 ? 0 : digits)} %` : '–';
}

/** 40 ms, 1.2 s, 30 s, 5 min. */
export function millis(ms) {
  if (!known(ms)) {
    return '–';
  }
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : span(ms / 1000);
}

/** 30 s, 5 min, 3 h, 2 d. */
export function span(seconds) {
  const units = [[86_400, 'd'], [3600, 'h'], [60, 'min']];
  for (const [length, unit] of units) {
    if (seconds >= 2 * length) {
      return `${Math.round(seconds / length)} ${unit}`;
    }
  }
  return `${Math.max(0, Math.round(seconds))} s`;
}

/** just now, 5 min ago; in words, of an ISO time. */
export function ago(time, now = Date.now()) {
  if (!time) {
    return 'never';
  }
  const seconds = (now - Date.parse(time)) / 1000;
  if (seconds < -5) {
    return `in ${span(-seconds)}`;
  }
  return seconds < 2 ? 'just now' : `${span(seconds)} ago`;
}

/** 3 Sept 2026, 14:05:12; of an ISO time. */
export function moment(time) {
  return time ? MOMENT.format(new Date(time)) : '–';
}

/** grade_change as grade change. */
export function words(name) {
  return (name ?? '').replaceAll('_', ' ');
}

/** 2,048 bytes, 12 KiB. */
export function bytes(number) {
  if (number < 10_240) {
    return counted(number, 'byte');
  }
  return number < 10_485_760 ? `${Math.round(number / 1024)} KiB` : `${Math.round(number / 1_048_576)} MiB`;
}

function known(number) {
  return typeof number === 'number' && Number.isFinite(number);
}
