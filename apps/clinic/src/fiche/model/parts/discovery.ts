import { LNC } from '@dcc/fhir-profiles/src/codes.ts';
import type { Observation } from '@medplum/fhirtypes';
import { type Absence, readAbsence } from '../edit.ts';
import { putObservation } from '../fhir.ts';
import { compact } from '../same.ts';
import { entries, sectionsOf } from '../state.ts';
import type { Part } from './part.ts';

/** How the cancer was found. */
export interface Discovery {
  screening?: boolean;
  absence?: Absence;
}

export const discovery: Part<Discovery> = {
  read(state) {
    const [found] = entries<Observation>(state, 'discovery', 'Observation');
    return compact({
      screening: found?.resource.valueBoolean,
      absence: readAbsence(sectionsOf(state, 'discovery')[0]),
    });
  },
  write(edit, { screening, absence }) {
    const [old] = entries<Observation>(edit.before, 'discovery', 'Observation');
    if (screening === undefined) {
      if (old) edit.drop(old.key);
      edit.setSection('discovery', compact({ absence }));
      return;
    }
    const kind = { slot: 'screening', profile: 'dcc-screening', codes: [LNC.SCREENING] };
    const key = putObservation(edit, old?.key, kind, { valueBoolean: screening });
    const line = `Cancer découvert par un dépistage : ${screening ? 'oui' : 'non'}.`;
    edit.setSection('discovery', { entries: [key], lines: [line] });
  },
};
