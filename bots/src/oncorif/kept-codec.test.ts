import { gunzipSync, gzipSync } from 'node:zlib';
import { assembleSession, gatherSessions, IndicatorEngine, monthsToRead } from '@dcc/rules';
import { describe, expect, it } from 'vitest';
import { published } from '../../../rules/src/indicators/testing/measures.ts';
import { World } from '../../../rules/src/indicators/testing/world.ts';
import { decodeMonth, encodeMonth, hidden, type KeptMonth } from './kept-codec.ts';
import { ReadSet } from './read-set.ts';

const SALT = Buffer.from('un sel pour les essais seulement');
const INS = '123456789012345';
const { measures, libraries } = published();

function counted(hide?: (key: string) => string): IndicatorEngine {
  const world = new World();
  const session = world.session({ start: '2026-10-06T12:30:00+02:00' });
  for (const patient of [world.patient({ ins: INS, status: 'VALI' }), world.patient()]) {
    world.fiche(world.passage({ session, patient }), ['final']);
  }
  const read = monthsToRead(['2026-10'], measures);
  const engine = new IndicatorEngine(measures, libraries, ['2026-10'], { read, hide });
  const { records, lookup } = gatherSessions(world.resources);
  for (const unit of records.flatMap((record) => assembleSession(record, lookup).units)) engine.add(unit);
  return engine;
}

function monthOf(engine: IndicatorEngine): KeptMonth {
  const read = new ReadSet();
  read.add({ resourceType: 'Patient', id: 'a', meta: { versionId: '1' } });
  return { kept: engine.keepWindows('2026-10')!, counts: '1 2 2 0 0', read };
}

describe('a month that is kept', () => {
  it('comes back as it was', () => {
    const month = monthOf(counted(hidden(SALT)));
    const back = decodeMonth(encodeMonth(month))!;
    expect(back.kept).toEqual(JSON.parse(JSON.stringify(month.kept)));
    expect(back.counts).toBe('1 2 2 0 0');
    expect(back.read.standing('Patient/a', '1')).toBe('same');
  });

  it('is the same bytes for the same month', () => {
    expect(encodeMonth(monthOf(counted(hidden(SALT))))).toEqual(encodeMonth(monthOf(counted(hidden(SALT)))));
  });

  it('holds no identifier, which it would without the salt', () => {
    const text = (hide?: (key: string) => string) =>
      gunzipSync(encodeMonth(monthOf(counted(hide)))).toString('utf8');
    expect(text()).toContain(INS);
    expect(text(hidden(SALT))).not.toContain(INS);
    expect(text(hidden(SALT))).toContain('"windows":true');
  });

  it('does not change a figure', () => {
    expect(counted(hidden(SALT)).results()).toEqual(counted().results());
  });

  it.each([
    ['not compressed', Buffer.from('{}')],
    ['not JSON', gzipSync('bonjour')],
    ['of another format', gzipSync('{"format":0}')],
    ['without its figures', gzipSync('{"format":1,"kept":{}}')],
  ])('is read again when its bytes are %s', (_, bytes) => {
    expect(decodeMonth(bytes)).toBeUndefined();
  });
});

describe('a hidden key', () => {
  it('is the same with the same salt, and another one with another salt or key', () => {
    const [one, other] = [hidden(SALT), hidden(Buffer.from('un autre sel'))];
    expect(one(INS)).toBe(hidden(Buffer.from(SALT))(INS));
    expect(one(INS)).not.toBe(other(INS));
    expect(one(INS)).not.toBe(one(`${INS}0`));
    expect(one(INS)).toHaveLength(11);
  });
});
