import { describe, expect, test } from 'vitest';
import { dayWarnings, EMPTY_FORM, formErrors, formOf, readForm, type SessionForm } from './form.ts';

const form = (change: Partial<SessionForm> = {}): SessionForm => ({
  ...EMPTY_FORM,
  day: '2026-12-01',
  ...change,
});

describe('a form', () => {
  test('filled in is a session at that hour of the wall', () => {
    expect(formErrors(form())).toEqual({});
    expect(readForm(form({ room: ' Salle Curie ', closes: '' }))).toEqual({
      start: '2026-12-01T18:00:00+01:00',
      end: '2026-12-01T19:30:00+01:00',
      plan: { places: 12, room: 'Salle Curie' },
    });
    expect(readForm(form({ day: '2027-03-28' })).start).toBe('2027-03-28T18:00:00+02:00');
  });

  test('is filled from a session and read back the same', () => {
    const plan = { places: 8, closesHoursBefore: 24, room: 'B', video: 'https://v.example.org' };
    const times = { start: '2026-10-25T18:00:00+01:00', end: '2026-10-25T19:15:00+01:00' };
    expect(readForm(formOf(times.start, times.end, plan))).toEqual({ ...times, plan });
  });

  test.each([
    ['day', '2026-02-30', 'La date est obligatoire.'],
    ['time', '18h', 'L’heure est obligatoire.'],
    ['minutes', '4', 'La durée va de 5 à 720 minutes.'],
    ['minutes', '1e2', 'La durée va de 5 à 720 minutes.'],
    ['places', '0', 'Le nombre de places va de 1 à 200.'],
    ['places', '-3', 'Le nombre de places va de 1 à 200.'],
    ['closes', '1001', 'La clôture va de 0 à 1000 heures avant la session.'],
    ['video', 'javascript:alert(1)', 'Le lien doit commencer par https://.'],
  ])('with %s « %s » says so beside the field', (field, value, message) => {
    expect(formErrors(form({ [field]: value }))).toEqual({ [field]: message });
  });

  test('may leave places, closing, room and link empty', () => {
    const bare = form({ places: '', closes: '', room: ' ', video: '' });
    expect(formErrors(bare)).toEqual({});
    expect(readForm(bare).plan).toEqual({});
  });
});

describe('what to know of a day', () => {
  const others = [{ day: '2026-12-01', time: '17:30' }];
  test.each([
    ['2026-12-25', ['Attention : jour férié (Noël).']],
    ['2026-11-28', ['Attention : ce jour est un samedi.']],
    ['2026-12-01', ['Cette RCP a déjà une session ce jour-là, à 17:30.']],
    ['2026-11-20', ['Attention : cette date est passée.']],
    ['2026-12-02', []],
    ['', []],
  ])('%s', (day, warnings) => {
    expect(dayWarnings(day, '2026-11-23', others)).toEqual(warnings);
  });
});
