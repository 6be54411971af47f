import { choice, decimal, group } from '../form.ts';
import { anyOf, unless } from '../items.ts';

/** Where the tumour is, the state of the patient, what had to be done at once. */
export const general = group('general', 'Situation', [
  choice(
    'site',
    'Localisation',
    [
      ['oesophage', 'œsophage'],
      ['estomac', 'estomac, jonction'],
      ['colon', 'côlon'],
      ['rectum', 'rectum'],
      ['anus', 'canal anal'],
      ['foie', 'foie (CHC)'],
      ['biliaire', 'voies biliaires, vésicule'],
      ['pancreas', 'pancréas'],
      ['neuroendocrine', 'tumeur neuroendocrine'],
      ['gist', 'GIST'],
      ['autre', 'autre'],
    ],
    { short: 'localisation' },
  ),
  decimal('poids', 'Poids', { unit: ['kg', 'kg'], min: 20, max: 300, short: 'poids' }),
  decimal('perte-poids', 'Perte de poids en 3 mois', {
    unit: ['%', '%'],
    min: 0,
    max: 60,
    short: 'perte de poids',
  }),
  decimal('albumine', 'Albuminémie', { unit: ['g/L', 'g/L'], min: 5, max: 70, short: 'albumine' }),
  choice(
    'urgence',
    'Complication révélatrice',
    [
      ['non', 'aucune'],
      ['occlusion', 'occlusion'],
      ['perforation', 'perforation'],
      ['hemorragie', 'hémorragie'],
      ['ictere', 'ictère'],
    ],
    { short: 'complication' },
  ),
  choice(
    'geste-urgence',
    'Geste déjà fait',
    [
      ['non', 'aucun'],
      ['stomie', 'stomie'],
      ['stent', 'prothèse'],
      ['drainage', 'drainage biliaire'],
      ['resection', 'résection'],
    ],
    { short: 'geste', ...unless('urgence', 'non') },
  ),
  decimal('ace', 'ACE', { unit: ['ng/mL', 'ng/mL'], min: 0, max: 100000, short: 'ACE' }),
  decimal('ca199', 'CA 19-9', {
    unit: ['U/mL', 'U/mL'],
    min: 0,
    max: 1000000,
    short: 'CA 19-9',
    ...anyOf('site', 'pancreas', 'biliaire', 'estomac', 'colon', 'rectum'),
  }),
]);
