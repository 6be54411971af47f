import { choice, decimal, group, yesNo } from '../form.ts';
import { anyOf, smoking, unless } from '../items.ts';

/** Kind of tumour, tobacco, exposure at work. */
export const general = group('general', 'Situation', [
  choice(
    'type',
    'Type de tumeur',
    [
      ['cbnpc', 'carcinome non à petites cellules'],
      ['cpc', 'carcinome à petites cellules'],
      ['mesotheliome', 'mésothéliome'],
      ['thymus', 'tumeur thymique'],
      ['carcinoide', 'carcinoïde'],
      ['nodule', 'nodule sans histologie'],
      ['metastase', 'métastase pulmonaire'],
    ],
    { short: 'type' },
  ),
  smoking,
  decimal('pa', 'Consommation cumulée', {
    min: 0,
    max: 250,
    short: 'paquets-années',
    ...unless('tabac', 'jamais'),
  }),
  choice(
    'exposition',
    'Exposition professionnelle',
    [
      ['non', 'non retrouvée'],
      ['amiante', 'amiante'],
      ['autre', 'autre cancérogène'],
      ['inconnue', 'non recherchée'],
    ],
    { short: 'exposition' },
  ),
  yesNo('declaration', 'Déclaration de maladie professionnelle faite', {
    short: 'maladie professionnelle déclarée',
    ...anyOf('exposition', 'amiante', 'autre'),
  }),
]);
