import { CISIS, type Code } from '@dcc/fhir-profiles/src/codes.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import { hasCode } from '@dcc/rules/src/signing/record.ts';
import type { CodeableConcept, Encounter, ServiceRequest } from '@medplum/fhirtypes';
import type { FicheEdit } from '../edit.ts';
import { concept, sentence } from '../fhir.ts';
import { type FicheState, resolve } from '../state.ts';
import type { Part } from './part.ts';

/** Why the case goes to the board. All of it stands on the inscription. */
export interface Reason {
  /** Codes of JDV motif: MED-235, ORG-114, ORG-115, ORG-116, each with its comment. */
  motifs: { code: string; comment: string }[];
  /** The reason in words. */
  words: string;
  /** Comment on the inscription, for whoever makes the agenda. */
  comment: string;
}

export const MOTIFS: readonly Code[] = [
  CISIS.REASON_THERAPY,
  CISIS.REASON_DIAGNOSIS,
  CISIS.REASON_RECOURS,
  CISIS.REASON_PEDIATRIC,
];

/** Key of the inscription that the case of the fiche is based on. */
export function inscriptionKey(state: FicheState): string | undefined {
  return resolve<Encounter>(state, state.composition.encounter, 'Encounter')?.basedOn?.[0]?.reference;
}

export const reason: Part<Reason> = {
  read(state) {
    const inscription = resolve<ServiceRequest>(state, inscriptionKey(state), 'ServiceRequest');
    const coded = (inscription?.reasonCode ?? []).filter(({ coding }) => coding?.length);
    const words = (inscription?.reasonCode ?? []).find(({ coding }) => !coding?.length);
    return {
      motifs: coded.map((one) => ({ code: one.coding![0]!.code ?? '', comment: one.text ?? '' })),
      words: words?.text ?? '',
      comment: inscription?.orderDetail?.[0]?.text ?? '',
    };
  },
  write(edit, value) {
    const key = inscriptionKey(edit.before);
    const inscription = edit.get<ServiceRequest>(key, 'ServiceRequest');
    if (!key || !inscription) return;
    const detail = inscription.orderDetail?.[0];
    edit.setRecord(key, {
      ...inscription,
      reasonCode: reasonCodes(inscription.reasonCode ?? [], value),
      ...(detail?.text === value.comment || (!detail && !value.comment)
        ? {}
        : { orderDetail: value.comment ? [{ ...detail, text: value.comment }] : undefined }),
    });
    edit.setSection('reason', { entries: [key], lines: reasonLines(edit, value) });
  },
};

function reasonCodes(old: readonly CodeableConcept[], value: Reason): CodeableConcept[] {
  const coded = value.motifs.flatMap(({ code, comment }) => {
    const known = old.find((one) => one.coding?.[0]?.code === code && (one.text ?? '') === comment);
    const motif = MOTIFS.find((one) => one.code === code);
    return known ? [known] : motif ? [concept([motif], comment.trim())] : [];
  });
  return [...coded, ...(value.words.trim() ? [{ text: value.words }] : [])];
}

/**
 * The text of the section: the nature of the RCP, the motif, whether the case was discussed, the reason in
 * words.
 */
function reasonLines(edit: FicheEdit, { motifs, words }: Reason): string[] {
  const rcpCase = edit.get<Encounter>(edit.before.composition.encounter?.reference, 'Encounter');
  const theme = rcpCase?.type?.[0]?.coding?.find(({ system }) => system === SYSTEMS.THEMATIC.url)?.display;
  const names = motifs.flatMap(
    ({ code }) => MOTIFS.find((one) => one.code === code)?.display.toLowerCase() ?? [],
  );
  const has = (code: Code) => (rcpCase?.type ?? []).some((one) => hasCode(one, code));
  const how = has(CISIS.REGISTERED)
    ? 'Cas enregistré sans discussion.'
    : has(CISIS.DISCUSSED)
      ? 'Cas discuté.'
      : '';
  return [
    [theme ? `RCP ${theme.toLowerCase()}.` : '', names.length > 0 ? `Motif : ${names.join(', ')}.` : '', how]
      .filter(Boolean)
      .join(' '),
    sentence(words),
  ].filter(Boolean);
}
