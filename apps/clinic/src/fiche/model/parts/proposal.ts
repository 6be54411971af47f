import { profile } from '@dcc/fhir-profiles/src/canonical.ts';
import { CISIS, type Code } from '@dcc/fhir-profiles/src/codes.ts';
import { hasCode } from '@dcc/rules/src/signing/record.ts';
import type { CarePlan, CarePlanActivity, Condition, ServiceRequest } from '@medplum/fhirtypes';
import { codeOf, TREATMENTS } from '../../../terminology/small.ts';
import type { FicheEdit } from '../edit.ts';
import { anchor, changed, compactReference, concept, editedNotes, noteText, sentence } from '../fhir.ts';
import { compact } from '../same.ts';
import { entries, entryKeys, type FicheState } from '../state.ts';
import type { Part } from './part.ts';

/** One modality of the treatment proposed, in the order of the plan. */
export interface ProposalLine {
  key: string;
  /** Of JDV TypeTraitement_FRCP. */
  code?: string;
  text: string;
  description: string;
}

/** An exam that the board asks for. */
export interface Exam {
  key: string;
  text: string;
  from?: string;
  to?: string;
}

/** Passage in a RCP de recours, surveillance: asked with these words, or not. */
export interface FollowUp {
  text: string;
  priority: 'routine' | 'urgent' | 'asap' | 'stat';
}

export interface Proposal {
  lines: ProposalLine[];
  note: string;
  exams: Exam[];
  recours?: FollowUp;
  surveillance?: FollowUp;
}

const FOLLOW_UPS = {
  recours: { code: CISIS.TO_RECOURS, slot: 'to-recours', text: 'Passage en RCP de recours' },
  surveillance: { code: CISIS.SURVEILLANCE, slot: 'surveillance', text: 'Surveillance seule' },
} as const;

function planOf(state: FicheState) {
  return entries<CarePlan>(state, 'proposal', 'CarePlan')[0];
}

function requestsOf(state: FicheState, code: Code) {
  return entries<ServiceRequest>(state, 'proposal', 'ServiceRequest').filter(({ resource }) =>
    hasCode(resource.code, code),
  );
}

function lineKey(activity: CarePlanActivity, index: number): string {
  return activity.id ?? `line/${index}`;
}

export const proposal: Part<Proposal> = {
  read(state) {
    const plan = planOf(state)?.resource;
    const followUp = (name: keyof typeof FOLLOW_UPS): FollowUp | undefined => {
      const found = requestsOf(state, FOLLOW_UPS[name].code)[0]?.resource;
      return found && { text: found.code?.text ?? '', priority: found.priority ?? 'routine' };
    };
    return {
      lines: (plan?.activity ?? []).map((one, index) => ({
        key: lineKey(one, index),
        text: one.detail?.code?.text ?? '',
        description: one.detail?.description ?? '',
        ...compact({ code: one.detail?.code?.coding?.[0]?.code }),
      })),
      note: noteText(plan?.note),
      exams: requestsOf(state, CISIS.EXAM).map(({ key, resource }) => ({
        key,
        text: resource.code?.text ?? '',
        ...compact({ from: resource.occurrencePeriod?.start, to: resource.occurrencePeriod?.end }),
      })),
      ...compact({ recours: followUp('recours'), surveillance: followUp('surveillance') }),
    };
  },
  write(edit, value) {
    const before = entryKeys(edit.before, 'proposal');
    const keys = [
      ...putPlan(edit, value),
      ...value.exams.filter(({ text }) => text.trim()).map((one) => putExam(edit, one)),
      ...putFollowUp(edit, 'recours', value.recours),
      ...putFollowUp(edit, 'surveillance', value.surveillance),
    ];
    for (const key of before) if (!keys.includes(key)) edit.drop(key);
    edit.setSection('proposal', { entries: keys, lines: lines(value) });
  },
};

/** A line says something once it has a kind or words; « autre » needs words. */
export function isLine({
  code,
  text,
  description,
}: Pick<ProposalLine, 'code' | 'text' | 'description'>): boolean {
  const words = text.trim() !== '' || description.trim() !== '';
  return code ? words || !code.startsWith('GEN-092') : text.trim() !== '';
}

function putPlan(edit: FicheEdit, value: Proposal): string[] {
  const old = planOf(edit.before);
  const said = value.lines.filter(isLine);
  if (said.length === 0 && !value.note.trim()) return [];
  // A plan in force changes for nobody: the new one takes its place in the fiche.
  const inForce = old?.resource.status !== 'draft';
  const base: CarePlan = old?.resource ?? {
    resourceType: 'CarePlan',
    meta: { profile: [profile('dcc-decision')] },
    status: 'draft',
    intent: 'proposal',
    ...(anchor(edit.before.composition) as Pick<CarePlan, 'subject' | 'encounter'>),
    created: edit.context.now,
    addresses: tumourReferences(edit.before),
  };
  const changedPlan = changed<CarePlan>(base, {
    activity: said.map((one) => activity(one, base)),
    note: editedNotes(base.note, value.note),
  });
  const untouched = old && JSON.stringify(changedPlan) === JSON.stringify(compact(base));
  if (untouched) return [old.key];
  return [
    edit.put(
      inForce ? undefined : old?.key,
      { ...changedPlan, status: 'draft' },
      inForce && old ? 'decision/*' : 'decision',
    ),
  ];
}

function tumourReferences(state: FicheState): CarePlan['addresses'] {
  return entries<Condition>(state, 'tumour', 'Condition').map(({ key }) => compactReference(key));
}

function activity(value: ProposalLine, plan: CarePlan): CarePlanActivity {
  const old = (plan.activity ?? []).find((one, index) => lineKey(one, index) === value.key);
  const code = codeOf(TREATMENTS, value.code);
  const kept = old?.detail?.code;
  const sameCode = kept?.coding?.[0]?.code === value.code && (kept?.text ?? '') === value.text;
  const { description: _, ...detail } = old?.detail ?? { status: 'not-started' as const };
  return {
    ...(old ?? { id: value.key.replace(/[^A-Za-z0-9.-]/g, '-').slice(-64) }),
    detail: {
      ...detail,
      code: sameCode ? kept : concept(code ? [code] : [], value.text.trim()),
      ...compact({ description: value.description.trim() }),
    } as CarePlanActivity['detail'],
  };
}

function request(edit: FicheEdit, profileId: string): ServiceRequest {
  const requester = edit.context.me;
  return {
    resourceType: 'ServiceRequest',
    meta: { profile: [profile(profileId)] },
    status: 'active',
    intent: 'proposal',
    ...(anchor(edit.before.composition) as Pick<ServiceRequest, 'subject' | 'encounter'>),
    authoredOn: edit.context.now,
    ...(requester ? { requester: compactReference(requester) } : {}),
  };
}

function putExam(edit: FicheEdit, value: Exam): string {
  const old = edit.get<ServiceRequest>(value.key, 'ServiceRequest');
  const sameText = old?.code?.text === value.text;
  return edit.put(
    value.key,
    changed<ServiceRequest>(old ?? request(edit, 'dcc-exam'), {
      code: sameText ? old?.code : concept([CISIS.EXAM], value.text.trim()),
      occurrencePeriod: compact({ ...old?.occurrencePeriod, start: value.from, end: value.to }),
    }),
    'exam/*',
  );
}

function putFollowUp(edit: FicheEdit, name: keyof typeof FOLLOW_UPS, value: FollowUp | undefined): string[] {
  const { code, slot, text } = FOLLOW_UPS[name];
  if (!value) return [];
  const old = requestsOf(edit.before, code)[0];
  const words = value.text.trim() || text;
  const made = changed<ServiceRequest>(old?.resource ?? request(edit, 'dcc-follow-up'), {
    status: 'active',
    code: old?.resource.code?.text === words ? old.resource.code : concept([code], words),
    priority: value.priority,
  });
  return [edit.put(old?.key, made, slot)];
}

function lines(value: Proposal): string[] {
  const said = value.lines.filter(isLine).map(({ code, text, description }, index) => {
    const name = text.trim() || codeOf(TREATMENTS, code)?.display || '';
    return sentence(`${index + 1}. ${name}${description.trim() ? ` : ${description.trim()}` : ''}`);
  });
  const followUps = (['recours', 'surveillance'] as const).flatMap((name) => {
    const asked = value[name];
    if (!asked) return [];
    const { text } = FOLLOW_UPS[name];
    const words = asked.text.trim();
    return [sentence(words && words !== text ? `${text} : ${words}` : text)];
  });
  return [
    ...said,
    ...value.exams
      .filter(({ text }) => text.trim())
      .map(({ text }) => sentence(`Examen demandé : ${text.trim()}`)),
    ...followUps,
    sentence(value.note),
  ].filter(Boolean);
}
