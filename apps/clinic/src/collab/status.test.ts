import { expect, test } from 'vitest';
import { statusLine, together } from './status.ts';

const at = (time: string) => new Date(`2026-10-12T${time}:00+02:00`);

test('every state is a sentence', () => {
  expect(statusLine({ state: 'saved', savedAt: at('18:04') })).toEqual({
    tone: 'ok',
    text: 'Enregistré à 18:04',
  });
  expect(statusLine({ state: 'offline', error: 'Le serveur ne répond pas.' }).text).toContain(
    'retour du réseau',
  );
  expect(statusLine({ state: 'offline', error: 'Authentification requise' }).text).toContain('reconnecté');
  expect(statusLine({ state: 'error', error: 'Donnée refusée' }).text).toBe(
    'Non enregistré\u00a0: Donnée refusée',
  );
});

test('several resources: the gravest speaks, with the newest hour', () => {
  const both = together([
    { state: 'saved', savedAt: at('18:04') },
    { state: 'offline', error: 'x' },
    { state: 'saved', savedAt: at('18:06') },
  ]);
  expect(both).toEqual({ state: 'offline', error: 'x', savedAt: at('18:06') });
  expect(together([]).state).toBe('saved');
});
