import type { Rule } from './rule.ts';

/** Clocks of two machines differ: five minutes ahead is not yet the future. */
const SKEW_MS = 5 * 60_000;

/** No date of the fiche comes before its session or after now, and the case lies within its session. */
export const dateRules: Rule = ({ composition, rcpCase, session }, refuse, { now }) => {
  const start = Date.parse(session?.period?.start ?? '');
  const end = Date.parse(session?.period?.end ?? '');
  const limit = Date.parse(now) + SKEW_MS;

  const check = (name: string, field: string, text: string | undefined) => {
    const at = Date.parse(text ?? '');
    if (Number.isNaN(at)) {
      refuse(`${name}-date-missing`, field, 'la date est absente ou illisible.');
    } else if (at < start) {
      refuse(`${name}-before-session`, field, 'la date est antérieure au début de la session.');
    } else if (at > limit) {
      refuse(`${name}-in-future`, field, 'la date est dans le futur.');
    }
  };
  check('document', 'Date de la fiche', composition.date);
  const legal = composition.attester?.find(({ mode }) => mode === 'legal');
  if (legal) {
    check('signature', 'Date de signature', legal.time);
  }
  if (Date.parse(legal?.time ?? '') < Date.parse(composition.date ?? '')) {
    refuse(
      'signature-before-document',
      'Date de signature',
      'la fiche a été modifiée après cette date de signature.',
    );
  }
  const treated = Date.parse(rcpCase?.period?.start ?? '');
  if (treated < start || treated > end) {
    refuse(
      'case-outside-session',
      'Passage en RCP',
      'le dossier a été traité en dehors de la session.',
      rcpCase,
    );
  }
};
