import type { Random } from '../base/random.ts';
import type { Coded, Scenario, TumourData } from './scenario.ts';

/** The side of a paired organ. */
export type Side = 'right' | 'left';

/** A scenario as one patient has it: what had to be drawn has been, once for all his passages. */
export interface Disease {
  scenario: Scenario;
  side: Side;
  vars: Record<string, number>;
  /** One topography and one TNM variant per tumour. */
  tumours: { data: TumourData; topography: Coded; variant: number }[];
  screening: boolean;
  ecog: number;
  /** Days between the first session and the diagnosis. */
  diagnosedBefore: number;
  pregnancies?: { gravidity: number; parity: number };
}

/** Draws a patient's disease. */
export function disease(scenario: Scenario, rng: Random): Disease {
  const vars = Object.fromEntries(
    Object.entries(scenario.vars ?? {}).map(([name, [min, max]]) => [name, rng.int(min, max)]),
  );
  const gravidity = rng.int(0, 4);
  return {
    scenario,
    side: rng.chance(0.5) ? 'right' : 'left',
    vars,
    tumours: (scenario.tumours ?? []).map((data) => ({
      data,
      topography: rng.pick(data.topography),
      variant: 'variants' in data.tnm ? rng.int(0, data.tnm.variants.length - 1) : 0,
    })),
    screening: rng.chance(scenario.screening ?? 0),
    ecog: rng.pick(scenario.ecog ?? [1]),
    diagnosedBefore: rng.int(18, 45),
    ...(scenario.pregnancies
      ? { pregnancies: { gravidity, parity: Math.max(0, gravidity - rng.int(0, 1)) } }
      : {}),
  };
}
