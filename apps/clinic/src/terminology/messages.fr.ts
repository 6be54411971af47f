import { messages } from '../i18n/index.ts';

export const t = messages('terminology', {
  placeholder: 'Quelques lettres ou un code',
  none: 'Aucun code ne correspond : vos mots seront gardés en toutes lettres.',
  results: 'Codes proposés : {{label}}',
  free: 'En toutes lettres, sans code',
  coded: 'Code {{code}}',
  codedAs: 'Code {{code}} : {{display}}',
  uncode: 'Retirer le code',
});
