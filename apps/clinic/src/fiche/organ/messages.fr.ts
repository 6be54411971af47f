import { messages } from '../../i18n/index.ts';

export const t = messages('organ', {
  part: 'Partie d’organe : {{theme}}',
  partAlone: 'Partie d’organe',
  hint: 'Ce qui est rempli ici est résumé dans les examens de la fiche.',
  answered_one: '{{count}} réponse',
  answered_other: '{{count}} réponses',
  which: 'Questionnaire de cette RCP',
  version: 'Questionnaire version {{version}}',
  copy: 'copie gardée par l’application, le serveur n’a pas donné la sienne',
  loading: 'Chargement du questionnaire…',
  lost: 'Ces réponses ont été données dans une version du questionnaire qui n’existe plus : elles se lisent ici et ne se modifient pas.',
  rivals: 'Deux personnes ont répondu en même temps : {{answers}}. Choisissez la bonne réponse.',
  unsupported: 'L’application ne sait pas poser cette question : répondez en quelques mots dans les examens.',
});
