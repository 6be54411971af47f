import { describe, expect, it } from 'vitest';
import { random } from '../base/random.ts';
import { type Disease, disease } from './disease.ts';
import { SCENARIOS, scenariosOf } from './scenario.ts';

const draw = (id: string, count = 60): Disease[] => {
  const scenario = SCENARIOS.find((one) => one.id === id)!;
  return Array.from({ length: count }, (_, index) => disease(scenario, random(`${id} ${index}`)));
};

describe('disease', () => {
  it('is the same for the same chance', () => {
    const [scenario] = scenariosOf('thorax');
    expect(disease(scenario!, random('a'))).toEqual(disease(scenario!, random('a')));
  });

  it('draws every number within its bounds', () => {
    const scenario = SCENARIOS.find(({ id }) => id === 'sein-luminal-b-n-plus')!;
    for (const { vars } of draw(scenario.id)) {
      for (const [name, [min, max]] of Object.entries(scenario.vars!)) {
        expect(vars[name]).toBeGreaterThanOrEqual(min);
        expect(vars[name]).toBeLessThanOrEqual(max);
      }
    }
  });

  it('uses both sides, every topography and every TNM', () => {
    const all = draw('sein-luminal-b-n-plus');
    expect(new Set(all.map(({ side }) => side)).size).toBe(2);
    expect(new Set(all.map(({ tumours }) => tumours[0]!.topography.code)).size).toBe(3);
    expect(new Set(all.map(({ tumours }) => tumours[0]!.variant))).toEqual(new Set([0, 1]));
  });

  it('screens as often as the scenario says', () => {
    expect(draw('sein-canalaire-in-situ').every(({ screening }) => screening)).toBe(true);
    expect(draw('thorax-petites-cellules').some(({ screening }) => screening)).toBe(false);
  });

  it('never has more births than pregnancies', () => {
    const all = draw('sein-triple-negatif').map(({ pregnancies }) => pregnancies!);
    expect(all.filter(({ gravidity, parity }) => parity > gravidity || parity < 0)).toEqual([]);
    expect(draw('urologie-rein-localise').some(({ pregnancies }) => pregnancies)).toBe(false);
  });

  it('keeps the performance index to those of the scenario', () => {
    const scenario = SCENARIOS.find(({ id }) => id === 'hematologie-myelome')!;
    expect(draw(scenario.id).every(({ ecog }) => scenario.ecog!.includes(ecog))).toBe(true);
  });
});
