import { messages } from '../i18n/index.ts';

export const t = messages('accessibility', {
  title: 'Accessibilité',
  subtitle: 'Déclaration au sens de l’article 47 de la loi n° 2005-102 du 11 février 2005',
  stateTitle: 'État de conformité',
  state:
    'Non conforme au RGAA 4.1 : aucun audit complet n’a encore été fait par une personne extérieure. Ce mot est celui de la loi tant que l’audit manque ; il ne dit pas que l’application est inutilisable.',
  checkedTitle: 'Ce qui est vérifié à chaque version',
  checked_axe: 'Chaque écran passe l’outil axe (règles WCAG 2.1, niveaux A et AA) sans défaut relevé.',
  checked_zoom: 'Chaque écran se lit sans défilement horizontal à 390 px de large, et à 200 % de zoom.',
  checked_keyboard:
    'L’inscription, la session en direct et la validation se font au clavier seul, du début à la fin.',
  checked_focus:
    'Un lien d’évitement ouvre chaque page ; à l’arrivée sur un écran, le titre est annoncé ; l’élément actif est entouré.',
  checked_words: 'Un état est toujours écrit : la couleur ne dit jamais rien seule.',
  checked_motion: 'Les animations s’arrêtent quand le poste demande d’en réduire le nombre.',
  notTitle: 'Ce qui n’est pas vérifié, ou pas accessible',
  not_reader: 'Aucun essai complet avec NVDA, JAWS ou VoiceOver par une personne qui s’en sert chaque jour.',
  not_pdf: 'Les PDF des fiches ne sont pas contrôlés selon la norme PDF/UA.',
  not_joined:
    'Les pièces jointes (comptes rendus, images) sont affichées telles que les établissements les déposent.',
  not_drag:
    'Glisser un dossier à la souris n’a pas d’équivalent tactile vérifié ; les boutons « Monter » et « Descendre » le remplacent.',
  tellTitle: 'Dire un problème',
  tell: 'Un écran vous arrête ? Écrivez à l’administrateur de votre 3C, qui a ouvert votre compte : dites l’écran, ce que vous vouliez faire et l’outil dont vous vous servez. Il peut vous donner l’information sous une autre forme et transmettre le défaut aux auteurs de DCC.',
  rightTitle: 'Sans réponse',
  right:
    'Si vous n’obtenez pas de réponse satisfaisante, vous pouvez saisir le Défenseur des droits : en ligne sur defenseurdesdroits.fr, ou par courrier gratuit, sans timbre, à Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.',
  technicalTitle: 'Comment c’est fait',
  technical: 'HTML, CSS, JavaScript et WAI-ARIA. Essais dans Chromium, à 1440 px, 720 px et 390 px de large.',
});
