import { EXTENSIONS } from '@dcc/fhir-profiles';
import { documentVersion } from '../record.ts';
import type { Rule } from './rule.ts';

const FIELD = 'Version';

/**
 * A signed fiche is never edited: version n replaces the signed version n - 1 of the same fiche, says why,
 * and is about the same patient (spec/product.md 6.4, docs/model.md).
 */
export const versionRules: Rule = ({ composition, version, resolve }, refuse, { previous }) => {
  const replaces = (composition.relatesTo ?? []).filter(({ code }) => code === 'replaces');
  if (!Number.isInteger(version) || version < 1) {
    refuse('version-missing', FIELD, 'le numéro de version de la fiche est absent.');
    return;
  }
  if (!composition.identifier?.value) {
    refuse('identifier-missing', 'Identifiant de la fiche', 'l’identifiant de la fiche est absent.');
  }
  const expected = version === 1 ? 'final' : 'amended';
  if (composition.status !== expected) {
    refuse('status', 'Statut de la fiche', `une fiche de version ${version} signée a le statut ${expected}.`);
  }
  if (version === 1) {
    if (replaces.length > 0) {
      refuse('version-replaces', FIELD, 'une première version ne remplace aucune fiche.');
    }
    return;
  }
  if (!composition.extension?.find(({ url }) => url === EXTENSIONS.AMENDMENT_REASON)?.valueString?.trim()) {
    refuse(
      'amendment-reason-missing',
      'Motif de modification',
      'une version modifiée dit pourquoi elle l’a été.',
    );
  }
  if (replaces.length !== 1) {
    refuse(
      'version-replaces',
      FIELD,
      `la version ${version} doit remplacer la version ${version - 1}, elle seule.`,
    );
    return;
  }
  const found = previous ?? resolve(replaces[0]?.targetReference);
  if (found?.resourceType !== 'Composition') {
    refuse('previous-missing', FIELD, 'la version remplacée est introuvable.');
    return;
  }
  if (found.identifier?.value !== composition.identifier?.value) {
    refuse('previous-other', FIELD, 'la version remplacée est celle d’une autre fiche.', found);
  }
  if (documentVersion(found) !== version - 1) {
    refuse('previous-version', FIELD, `la version remplacée n’est pas la version ${version - 1}.`, found);
  }
  if (found.status !== 'final' && found.status !== 'amended') {
    refuse('previous-not-signed', FIELD, 'la version remplacée n’a jamais été signée.', found);
  }
  if (found.subject?.reference !== composition.subject?.reference) {
    refuse(
      'previous-patient',
      'Identité du patient',
      'la version remplacée concerne un autre patient.',
      found,
    );
  }
};
