import { LNC } from '@dcc/fhir-profiles/src/codes.ts';
import { paragraphsOf } from '@dcc/rules/src/fiche/narrative.ts';
import type { Observation } from '@medplum/fhirtypes';
import { putObservation } from '../fhir.ts';
import { entries } from '../state.ts';
import type { Part } from './part.ts';

/** What the patient wishes, in words. */
export const wishes: Part<string> = {
  read: (state) => entries<Observation>(state, 'wishes', 'Observation')[0]?.resource.valueString ?? '',
  write(edit, value) {
    const [old] = entries<Observation>(edit.before, 'wishes', 'Observation');
    const text = value.trim();
    if (!text) {
      if (old) edit.drop(old.key);
      edit.setSection('wishes', {});
      return;
    }
    const kind = { slot: 'wishes', profile: 'dcc-wishes', codes: [LNC.WISHES] };
    const key = putObservation(edit, old?.key, kind, { valueString: text });
    edit.setSection('wishes', { entries: [key], lines: paragraphsOf(text) });
  },
};
