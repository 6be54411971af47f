import { messages } from '../i18n/index.ts';

export const t = messages('collab', {
  loading: 'Chargement…',
  saving: 'Enregistrement…',
  savedAt: 'Enregistré à {{time}}',
  saved: 'Enregistré',
  offline: 'Gardé sur ce poste, envoyé au retour du réseau',
  expired: 'Gardé sur ce poste, envoyé quand vous serez reconnecté',
  conflict: 'Une autre personne a choisi autre chose',
  locked: 'Signé : ne se modifie plus que par un avenant',
  lockedWords:
    'Signé entre-temps. Vos derniers mots ne sont pas partis : copiez-les, puis faites un avenant.',
  error: 'Non enregistré : {{error}}',
  writes: '{{initials}} écrit',
  wrote: '{{initials}} a écrit à {{time}}',
  kept_one: '{{count}} modification gardée sur ce poste, envoyée au retour du réseau',
  kept_other: '{{count}} modifications gardées sur ce poste, envoyées au retour du réseau',
  twoTexts: 'Deux personnes ont écrit au même endroit : les deux textes sont gardés.',
  keepOne: 'Garder {{initials}}',
  keepAll: 'Garder les deux',
  chose: 'Une autre valeur a été choisie entre-temps ({{theirs}} au lieu de {{mine}}). Vérifiez-la.',
  nothing: 'vide',
  seen: 'J’ai vu',
  cleaned: 'Des caractères invisibles du texte collé ont été retirés.',
});
