// Shared by the server, which draws the page, and by the browser, which fills it: plain ECMAScript.

const UNITS = ['octets', 'ko', 'Mo', 'Go', 'To'];

/** Text made safe for HTML, in content and in quoted attributes. */
export function escapeHtml(value) {
  const names = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return String(value ?? '').replace(/[&<>"']/g, (character) => names[character]);
}

/** 1 234 567 octets -> « 1,2 Mo ». */
export function formatSize(bytes) {
  let value = Number(bytes) || 0;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${formatNumber(value, unit === 0 || value >= 100 ? 0 : 1)} ${UNITS[unit]}`;
}

export function formatNumber(value, digits = 0) {
  return new Intl.NumberFormat('fr-FR', { maximumFractionDigits: digits }).format(value);
}

/** Day and time in Paris, whatever the machine; « — » for what is no date. */
export function formatDate(value) {
  const date = new Date(value ?? Number.NaN);
  if (Number.isNaN(date.getTime())) {
    return '—';
  }
  return new Intl.DateTimeFormat('fr-FR', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Paris',
  }).format(date);
}

/** 93 784 s -> « 1 j 2 h ». */
export function formatDuration(seconds) {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) {
    return `${days} j ${hours % 24} h`;
  }
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}
