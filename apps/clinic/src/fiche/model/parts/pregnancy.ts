import { CISIS, LNC } from '@dcc/fhir-profiles/src/codes.ts';
import { hasCode } from '@dcc/rules/src/signing/record.ts';
import type { Observation } from '@medplum/fhirtypes';
import { type ObservationKind, putObservation } from '../fhir.ts';
import { compact } from '../same.ts';
import { entries, type FicheState } from '../state.ts';
import type { Part } from './part.ts';

export interface Pregnancy {
  /** Number of pregnancies, of births: 0 to 30. */
  gravidity?: number;
  parity?: number;
  /** Is a pregnancy wished for? */
  plan?: boolean;
}

const KINDS = {
  gravidity: { slot: 'gravidity', profile: 'dcc-pregnancy', codes: [LNC.GRAVIDITY] },
  parity: { slot: 'parity', profile: 'dcc-pregnancy', codes: [LNC.PARITY] },
  plan: { slot: 'pregnancy-plan', profile: 'dcc-pregnancy', codes: [CISIS.PREGNANCY_PLAN] },
} satisfies Record<keyof Pregnancy, ObservationKind>;

function find(state: FicheState, name: keyof Pregnancy): { key: string; resource: Observation } | undefined {
  const [code] = KINDS[name].codes;
  return entries<Observation>(state, 'pregnancy', 'Observation').find((one) =>
    hasCode(one.resource.code, code!),
  );
}

export const pregnancy: Part<Pregnancy> = {
  read: (state) =>
    compact({
      gravidity: find(state, 'gravidity')?.resource.valueInteger,
      parity: find(state, 'parity')?.resource.valueInteger,
      plan: find(state, 'plan')?.resource.valueBoolean,
    }),
  write(edit, value) {
    const keys = (Object.keys(KINDS) as (keyof Pregnancy)[]).flatMap((name) => {
      const old = find(edit.before, name);
      const given = value[name];
      if (given === undefined) {
        if (old) edit.drop(old.key);
        return [];
      }
      const change = typeof given === 'boolean' ? { valueBoolean: given } : { valueInteger: given };
      return [putObservation(edit, old?.key, KINDS[name], change)];
    });
    edit.setSection('pregnancy', { entries: keys, lines: lines(value) });
  },
};

function lines({ gravidity, parity, plan }: Pregnancy): string[] {
  const said = [
    ...(gravidity === undefined ? [] : [`gestité ${gravidity}`]),
    ...(parity === undefined ? [] : [`parité ${parity}`]),
    ...(plan === undefined ? [] : [plan ? 'projet de grossesse' : 'pas de projet de grossesse']),
  ].join(', ');
  return said ? [`${said[0]!.toUpperCase()}${said.slice(1)}.`] : [];
}
