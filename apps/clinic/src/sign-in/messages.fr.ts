import { messages } from '../i18n/index.ts';

export const t = messages('signIn', {
  title: 'Se connecter',
  email: 'Adresse électronique',
  password: 'Mot de passe',
  submit: 'Se connecter',
  code: 'Code de l’application d’authentification, ou code de secours',
  codeTitle: 'Second facteur',
  codeSubmit: 'Vérifier le code',
  enrollTitle: 'Protéger votre compte',
  enrollHint:
    'Scannez cette image avec une application d’authentification, puis tapez le code à 6 chiffres qu’elle affiche.',
  enrollImage: 'Image à scanner avec l’application d’authentification',
  enrollSubmit: 'Activer le second facteur',
  recoveryTitle: 'Vos codes de secours',
  recoveryHint:
    'Chaque code sert une fois, si vous perdez votre téléphone. Notez-les : ils ne seront plus affichés.',
  recoveryDone: 'Je les ai notés, continuer',
  chooseTitle: 'Choisir votre poste',
  back: 'Revenir à l’adresse et au mot de passe',
  expiredTitle: 'Votre session a expiré',
  expiredHint: 'Rien n’est perdu : reconnectez-vous, et reprenez où vous en étiez.',
  otherTitle: 'Une autre personne se connecte',
  other:
    'La saisie en cours appartient à {{name}} : elle reste gardée, chiffrée, pour sa prochaine connexion.',
  demo: 'Établissement non identifié ? Demandez un compte à l’administrateur de votre 3C.',
});
