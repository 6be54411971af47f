import type { Observation } from '@medplum/fhirtypes';
import type { Tone } from '../kit/StatusLabel.tsx';
import { t } from './messages.fr.ts';

/** The quorum of a case in words: result, what is missing, who was counted. */
export interface QuorumWords {
  tone: Tone;
  text: string;
  missing?: string;
  evidence?: string;
}

const RESULT: Record<string, { tone: Tone; text: string }> = {
  'ORG-126': { tone: 'ok', text: t('quorumReached') },
  'ORG-133': { tone: 'bad', text: t('quorumMissing') },
  'GEN-010': { tone: 'warn', text: t('quorumUnknown') },
};

export function quorumWords(quorum: Observation | undefined): QuorumWords {
  const code = quorum?.valueCodeableConcept?.coding?.[0]?.code ?? 'GEN-010';
  const who = (quorum?.component ?? []).flatMap(({ valueCodeableConcept: one }) => {
    const specialty = one?.coding?.[0]?.display;
    return one?.text ? [specialty ? `${one.text} (${specialty})` : one.text] : [];
  });
  return {
    ...(RESULT[code] ?? RESULT['GEN-010']!),
    ...(quorum?.note?.[0]?.text ? { missing: quorum.note[0].text } : {}),
    ...(who.length > 0 ? { evidence: t('quorumBy', { who: who.join(' ; ') }) } : {}),
  };
}
