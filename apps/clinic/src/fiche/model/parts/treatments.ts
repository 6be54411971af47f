import { profile } from '@dcc/fhir-profiles/src/canonical.ts';
import type { Procedure } from '@medplum/fhirtypes';
import { codeOf, TREATMENTS } from '../../../terminology/small.ts';
import type { FicheEdit } from '../edit.ts';
import { anchor, changed, concept, editedNotes, frenchDay, noteText, sentence } from '../fhir.ts';
import { compact } from '../same.ts';
import { entries } from '../state.ts';
import type { Part } from './part.ts';

export type TreatmentStatus = 'completed' | 'in-progress' | 'stopped';

/** A treatment that the patient had or has. */
export interface Treatment {
  key: string;
  /** Of JDV TypeTraitement_FRCP. */
  code?: string;
  text: string;
  status: TreatmentStatus;
  /** FHIR dates, as precise as known. */
  start?: string;
  end?: string;
  note: string;
}

export const TREATMENT_STATUS: Record<TreatmentStatus, string> = {
  completed: 'terminé',
  'in-progress': 'en cours',
  stopped: 'arrêté',
};

export const treatments: Part<Treatment[]> = {
  read: (state) =>
    entries<Procedure>(state, 'treatments', 'Procedure').map(({ key, resource }) => ({
      key,
      text: resource.code?.text ?? '',
      status: resource.status as TreatmentStatus,
      note: noteText(resource.note),
      ...compact({
        code: resource.code?.coding?.[0]?.code,
        start: resource.performedPeriod?.start ?? resource.performedDateTime,
        end: resource.performedPeriod?.end,
      }),
    })),
  write(edit, value) {
    const kept = new Set(value.map(({ key }) => key));
    for (const { key } of entries(edit.before, 'treatments', 'Procedure')) if (!kept.has(key)) edit.drop(key);
    const said = value.filter(isWritten);
    const keys = said.map((one) => put(edit, one));
    edit.setSection('treatments', { entries: keys, lines: said.map(line) });
  },
};

/** A line is a treatment once it has a kind or words; « autre » says which. */
export function isWritten({ code, text }: Pick<Treatment, 'code' | 'text'>): boolean {
  return text.trim() !== '' || (!!code && !code.startsWith('GEN-092'));
}

function put(edit: FicheEdit, value: Treatment): string {
  const old = edit.get<Procedure>(value.key, 'Procedure');
  const code = codeOf(TREATMENTS, value.code);
  const sameCode = old?.code?.coding?.[0]?.code === value.code && (old?.code?.text ?? '') === value.text;
  const sameTime =
    (old?.performedPeriod?.start ?? old?.performedDateTime) === value.start &&
    old?.performedPeriod?.end === value.end;
  const base: Procedure = old ?? {
    resourceType: 'Procedure',
    meta: { profile: [profile('dcc-treatment')] },
    status: value.status,
    ...(anchor(edit.before.composition) as Pick<Procedure, 'subject' | 'encounter'>),
  };
  const time = sameTime
    ? {}
    : { performedDateTime: undefined, performedPeriod: compact({ start: value.start, end: value.end }) };
  return edit.put(
    value.key,
    changed<Procedure>(base, {
      status: value.status,
      code: sameCode ? old?.code : concept(code ? [code] : [], value.text.trim()),
      ...time,
      note: editedNotes(old?.note, value.note),
    }),
    'treatment/*',
  );
}

function line({ code, text, status, start, end, note }: Treatment): string {
  const name = text.trim() || codeOf(TREATMENTS, code)?.display || '';
  const when = [start ? `du ${frenchDay(start)}` : '', end ? `au ${frenchDay(end)}` : '']
    .filter(Boolean)
    .join(' ');
  const what = `${name}${when ? `, ${when}` : ''} (${TREATMENT_STATUS[status]}).`;
  return [what, sentence(note)].filter(Boolean).join(' ');
}
