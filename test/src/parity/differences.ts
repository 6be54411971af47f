/**
 * Where the embedded server and the real one answer differently on purpose; the rest is the same language.
 */
export interface Difference {
  /** What tests call it. */
  readonly id: string;
  readonly what: string;
  readonly ours: string;
  /** Of Medplum 5.0.2, as measured or read in its source. */
  readonly medplum: string;
  readonly reason: string;
  readonly source: string;
}

/**
 * Every known difference, ours being always the stricter or the safer. `docs/medplum.md` shows this list;
 * each line is asserted on ours by a test of the same id.
 */
export const DIFFERENCES: readonly Difference[] = [
  {
    id: 'search-modifier',
    what: 'Modificateur de recherche inconnu (family:exakt=…)',
    ours: 'refusé, 400, avec le nom du paramètre',
    medplum: 'ignoré : la recherche répond à une autre question',
    reason: 'une recherche mal écrite ne doit pas sembler avoir répondu',
    source: '@medplum/core 5.2.13, search/search.ts parseModifier',
  },
  {
    id: 'if-match',
    what: 'If-Match qui n’est pas une étiquette d’entité',
    ours: 'refusé, 400',
    medplum: 'ignoré : l’écriture écrase ce qu’elle devait protéger',
    reason: 'pas d’écrasement silencieux',
    source: '@medplum/fhir-router 5.2.13, fhirrouter.ts parseIfMatchHeader',
  },
  {
    id: 'date-of-period',
    what: 'gt et ge sur une période (séance commencée avant la date, finie après)',
    ours: 'trouvée, comme FHIR R4 le dit',
    medplum: 'non trouvée : seul le début est comparé',
    reason: 'une séance en cours ne doit pas disparaître d’un agenda',
    source: 'https://hl7.org/fhir/R4/search.html#date',
  },
  {
    id: 'expand-accents',
    what: 'Filtre de $expand sans accent (« precise » pour « Précisé »)',
    ours: 'trouvé',
    medplum: 'non trouvé',
    reason: 'un code non trouvé est saisi en texte libre et perdu pour les indicateurs',
    source: 'spec/medplum.md §2, mesuré sur 5.0.2',
  },
  {
    id: 'graphql-bomb',
    what: 'Requête GraphQL démesurée (profondeur, largeur, alias, fragments qui se doublent)',
    ours: 'refusée, 400, avant d’être exécutée',
    medplum: 'notée dans le journal, puis exécutée (seul le nombre de recherches est limité)',
    reason: 'un seul client ne doit pas arrêter le serveur',
    source: '@medplum/fhir-router 5.2.13, graphql/graphql.ts MaxDepthRule et QueryCostRule',
  },
  {
    id: 'transaction-condition',
    what: 'Deux transactions simultanées avec la même condition ifNoneExist',
    ours: 'une seule ressource : la condition est résolue dans la transaction',
    medplum: 'deux ressources possibles : elle est résolue avant',
    reason: 'pas de doublon de patient ou de fiche',
    source: 'medplum/medplum#10177',
  },
  {
    id: 'bot-code',
    what: 'Bot.executableCode écrit par une mise à jour',
    ours: 'refusé, 400 : le code change par $deploy seul (administrateurs), et son empreinte est vérifiée',
    medplum: 'accepté de qui peut écrire le Bot',
    reason: 'le code d’un bot s’exécute dans le serveur',
    source: 'spec/medplum.md §10.1',
  },
  {
    id: 'bot-deadline',
    what: 'Bot qui ne finit pas',
    ours: 'arrêté à son délai, où qu’il en soit (fil séparé)',
    medplum: 'le délai ne couvre que la partie synchrone',
    reason: 'une boucle ne doit pas arrêter le serveur',
    source: 'spec/medplum.md §10.1, mesuré sur 5.0.2',
  },
  {
    id: 'bot-environment',
    what: 'Variables d’environnement lues par un bot',
    ours: 'aucune de celles du serveur',
    medplum: 'toutes, et son fichier de configuration',
    reason: 'secrets du serveur',
    source: 'spec/medplum.md §10.1',
  },
  {
    id: 'cron-unreadable',
    what: 'Bot.cronString illisible',
    ours: 'refusé, 400',
    medplum: 'accepté : le bot ne part jamais',
    reason: 'une relance ou un export oublié se découvre trop tard',
    source: 'FHIR Bot de Medplum, cronString',
  },
  {
    id: 'notification-order',
    what: 'Notification en échec d’une version qui n’est plus la dernière',
    ours: 'réessayée : au moins une fois, dans l’ordre des versions',
    medplum: 'abandonnée',
    reason: 'un document à produire ne doit pas être sauté',
    source: 'spec/medplum.md §8',
  },
  {
    id: 'secret-hidden',
    what: 'ClientApplication.secret lu',
    ours: 'absent : haché, montré une fois à la création',
    medplum: 'en clair pour les administrateurs',
    reason: 'une sauvegarde ou une lecture ne doit pas donner d’accès',
    source: 'spec/medplum.md §7',
  },
  {
    id: 'policy-default',
    what: 'Membre sans AccessPolicy',
    ours: 'ne voit aucune donnée de patient',
    medplum: 'accès à tout le projet',
    reason: 'un oubli doit fermer, non ouvrir',
    source: 'spec/medplum.md §6',
  },
  {
    id: 'policy-type',
    what: 'Lecture d’un type que la politique ne prévoit pas',
    ours: '404, comme un identifiant qui n’existe pas',
    medplum: '403',
    reason: 'l’existence d’un patient est déjà une information',
    source: 'issue 3, point 3',
  },
  {
    id: 'hidden-search',
    what: 'Recherche sur un champ caché (hiddenFields)',
    ours: 'refusée',
    medplum: 'acceptée : on devine la valeur par les réponses',
    reason: 'un champ caché doit l’être',
    source: 'spec/medplum.md §6',
  },
  {
    id: 'french',
    what: 'Textes des refus',
    ours: 'en français, avec les mêmes identifiants et statuts',
    medplum: 'en anglais',
    reason: 'ils arrivent devant des soignants',
    source: 'CONTRIBUTING.md',
  },
  {
    id: 'everything-dates',
    what: 'Patient/:id/$everything avec start ou end',
    ours: 'refusé, 400 (_since, _type, _count et _offset sont pris en charge)',
    medplum: 'pris en charge pour les types qui ont une date de soin',
    reason: 'un dossier auquel il manque une partie sans le dire est pire que rien',
    source: 'https://hl7.org/fhir/R4/patient-operation-everything.html',
  },
  {
    id: 'absent-operations',
    what: '$extract, $apply, $summary, $ccda-export, $export, $csv, $translate, $subsumes, $graph',
    ours: '404 : le produit ne s’en sert pas',
    medplum: 'présentes',
    reason: 'chaque opération est une surface d’attaque ; celles dont on se sert sont éprouvées',
    source: 'apps/server/README.md',
  },
  {
    id: 'lockout',
    what: 'Mots de passe ou codes faux à répétition, pour un même compte',
    ours: 'dès le cinquième, 429 avec une attente qui double (15 s à 15 min), gardée après un redémarrage',
    medplum: 'aucun verrou : 160 demandes par minute et par adresse',
    reason: 'un mot de passe ne doit pas pouvoir être deviné en y mettant le temps',
    source: 'spec/medplum.md §7',
  },
  {
    id: 'password-rules',
    what: 'Mot de passe choisi à l’invitation ou ensuite',
    ours: '12 caractères au moins, ni courant ni fait du nom ; liste embarquée, aucun appel au dehors',
    medplum: '8 caractères ; la liste publique est demandée par internet, et sans internet la route échoue',
    reason: 'un hôpital sans internet doit pouvoir changer un mot de passe, et un mauvais être refusé',
    source: 'spec/medplum.md §1, NIST SP 800-63B',
  },
  {
    id: 'refresh-reuse',
    what: 'Jeton de renouvellement présenté deux fois',
    ours: 'toute la session est fermée, ses jetons d’accès aussi',
    medplum: 'le second usage est refusé, la session continue',
    reason: 'l’un des deux l’avait volé',
    source: 'RFC 9700 §4.14, packages/server/src/oauth/token.ts handleRefreshToken',
  },
  {
    id: 'totp-once',
    what: 'Code du second facteur présenté deux fois',
    ours: 'refusé la seconde fois',
    medplum: 'accepté tant que dure sa fenêtre',
    reason: 'un code lu par-dessus l’épaule ne doit rien ouvrir',
    source: 'RFC 6238 §5.2, packages/server/src/auth/mfa.ts',
  },
  {
    id: 'recovery-codes',
    what: 'Codes de secours du second facteur',
    ours: 'dix, donnés à l’enrôlement, hachés, bons une fois',
    medplum: 'aucun : un téléphone perdu demande une intervention dans la base',
    reason: 'une RCP ne doit pas être annulée pour un téléphone perdu',
    source: 'spec/medplum.md §7',
  },
  {
    id: 'reset-mfa',
    what: 'Téléphone perdu, sans code de secours : POST admin/projects/:id/members/:mid/reset-mfa',
    ours: 'l’administrateur du projet libère le compte, les sessions ouvertes sont fermées',
    medplum: 'pas de route',
    reason: 'l’opération doit exister, et laisser une trace, plutôt que se faire en base',
    source: 'spec/medplum.md §7',
  },
  {
    id: 'step-up',
    what: 'Second facteur redemandé avant une signature : POST auth/mfa/verify {token, purpose}',
    ours: 'une preuve de cinq minutes, liée à ce qui est signé, vérifiable par un bot et qui n’ouvre rien',
    medplum: '400 : cette route n’est qu’une étape de connexion',
    reason: 'la personne au clavier n’est peut-être plus celle qui s’est connectée',
    source: 'docs/adr/0009-step-up.md',
  },
  {
    id: 'external-start',
    what: 'Connexion par un fournisseur d’identité (Pro Santé Connect, hôpital)',
    ours: 'part de auth/external/start et y revient : signature, iss, aud, exp, nonce, acr vérifiés, state lié au navigateur',
    medplum:
      'le navigateur part de la page ; l’id_token est décodé sans être vérifié, state est du JSON lisible',
    reason: 'sans vérification, qui fabrique un jeton se connecte à la place d’un autre',
    source: 'spec/medplum.md §7, auth/external.ts',
  },
  {
    id: 'redirect-exact',
    what: 'Adresse de retour d’une connexion (redirect_uri)',
    ours: 'exactement une de celles enregistrées',
    medplum: 'une adresse qui commence comme celle enregistrée suffit',
    reason: 'le code d’une personne ne doit pas partir ailleurs',
    source: 'RFC 9700 §4.1.3, spec/medplum.md §7',
  },
  {
    id: 'socket-accounts',
    what: 'Abonnement websocket d’une personne invitée (son établissement n’est pas propriétaire du dossier)',
    ours: 'averti de ce qu’elle a le droit de lire au moment de l’événement, et de rien d’autre',
    medplum: 'muet : le compte de l’abonnement doit être l’un de ceux de la ressource',
    reason:
      'un invité de la RCP ne doit pas décider sur une fiche périmée ; ailleurs, la page relit d’elle-même',
    source: '@medplum/core 5.2.13, subscriptions/index.ts resourceMatchesSubscriptionCriteria',
  },
];
