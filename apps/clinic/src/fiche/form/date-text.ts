/**
 * A date as a French hand writes it, as precise as known: `12/10/2026`, `10/2026`, `2026`; `12/10/26`, spaces
 * and dots serve too.
 * @returns the FHIR date, `undefined` for what is no date, '' for nothing.
 */
export function parseFrenchDate(typed: string): string | undefined {
  const text = typed.trim();
  if (!text) return '';
  if (/^\d{4}(-\d{2}){0,2}$/.test(text)) return isReal(text) ? text : undefined;
  const parts = text.split(/[\s./-]+/);
  if (parts.length > 3 || parts.some((one) => !/^\d{1,4}$/.test(one))) return undefined;
  const [year, month, day] = [...parts].reverse();
  // « 12/10 » may be a day and a month: a short year stands in a whole date only.
  if (year!.length < 4 && parts.length < 3) return undefined;
  const date = [fullYear(year!), month, day].flatMap((one) => (one ? [one.padStart(2, '0')] : [])).join('-');
  return isReal(date) ? date : undefined;
}

/** Two digits are of this century up to the coming year, of the former one after. */
function fullYear(year: string): string {
  if (year.length !== 2) return year;
  const limit = (new Date().getFullYear() + 1) % 100;
  return `${Number(year) <= limit ? '20' : '19'}${year}`;
}

function isReal(date: string): boolean {
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(date) ?? [];
  if (!year || Number(year) < 1900 || Number(year) > 2100) return false;
  const real = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(`${year}-${month}-${day}`);
}
