import type { Bundle, OperationOutcome, OperationOutcomeIssue, Resource } from '@medplum/fhirtypes';

/** What @medplum/core says in English for the outcomes it names, by their id. */
const TEXTS: Record<string, string> = {
  'not-found': 'Ressource introuvable',
  gone: 'Ressource supprimée',
  forbidden: 'Accès refusé',
  unauthorized: 'Authentification requise',
  conflict: 'Conflit avec une écriture simultanée',
  'precondition-failed': 'La ressource a changé depuis votre lecture',
  'multiple-matches': 'Plusieurs ressources répondent à la condition',
  'too-many-requests': 'Trop de requêtes',
};

const CHOSEN = 'Les identifiants sont choisis par le serveur : créez sans id';

/** What @medplum/core and @medplum/fhir-router 5.2.13 say of a wrong request, with what they quote of it. */
const SENTENCES: readonly (readonly [english: RegExp, french: string])[] = [
  [/^Not a bundle$/, 'Un Bundle est attendu'],
  [/^No types specified$/, 'Une recherche sur plusieurs types demande _type'],
  [/^Incorrect resource type: expected (.*), but found (.*)$/s, 'Type attendu : $1, reçu : $2'],
  [/^Incorrect resource type$/, 'Le type de la ressource n’est pas celui de l’adresse'],
  [/^Incorrect resource ID$/, 'L’identifiant de la ressource n’est pas celui de l’adresse'],
  [/^Empty patch body$/, 'Le corps de la modification (PATCH) est vide'],
  [/^Invalid patch body$/, 'Une modification (PATCH) est un tableau JSON Patch ou un Parameters'],
  [/^Patch body must be an array$/, 'Une modification (PATCH) est un tableau JSON Patch'],
  [/^Search type must match resource type.*$/, 'La condition porte sur un autre type que la ressource'],
  [/^Resource ID did not match resolved ID$/, 'L’identifiant n’est pas celui de la ressource trouvée'],
  [/^Cannot perform create as update with client-assigned ID$/, CHOSEN],
  [/^Cannot provide ID for create by update$/, CHOSEN],
  [/^Assigned ID is already in use$/, 'Cet identifiant est déjà pris'],
  [/^Missing id$/, 'Identifiant manquant'],
  [/^Invalid reference$/, 'Référence invalide'],
  [/^Unrecognized bundle type: (.*)$/s, 'Type de Bundle inconnu : $1 ; batch ou transaction attendu'],
  [/^Transaction contains more update operations than allowed$/, 'Transaction : 50 mises à jour au plus'],
  [/^Transaction requires strict isolation.*$/, 'Transaction avec une condition : 8 entrées au plus'],
  [/^Missing (?:bundle entries|bundle entry|Bundle entries)$/, 'Le Bundle n’a pas d’entrées'],
  [/^Missing Bundle entry request method$/, 'Entrée de Bundle sans request.method'],
  [/^Missing Bundle entry request URL$/, 'Entrée de Bundle sans request.url'],
  [/^Invalid REST interaction in batch: (.*)$/s, 'Requête impossible dans un Bundle : $1'],
  [/^Duplicate resource identity found in Bundle$/, 'La même ressource figure deux fois dans la transaction'],
  [/^Conditional (.*) did not match any resources$/s, 'Condition de $1 : aucune ressource trouvée'],
  [/^Conditional (.*) matched multiple resources$/s, 'Condition de $1 : plusieurs ressources trouvées'],
  [/^Missing entry.resource.data$/, 'Entrée PATCH sans contenu (resource.data)'],
  [/^Patch entry must include a Binary or Parameters resource$/, 'Entrée PATCH : un Binary ou un Parameters'],
  [/^Decoded PATCH body must be an array$/, 'Entrée PATCH : le Binary contient un tableau JSON Patch'],
  [/^PATCH Parameters missing op$/, 'Entrée PATCH : opération absente'],
  [/^Must provide query\.$/, 'Requête GraphQL absente'],
  [/^GraphQL syntax error\.$/, 'Requête GraphQL mal formée'],
  [/^Invalid format for .* search parameter: (.*)$/s, 'Valeur de recherche invalide : $1'],
  [/^'\*' is not supported as a value.*$/, '_include et _revinclude demandent un paramètre, pas *'],
  [/^Invalid include value '(.*)'.*$/s, '_include ou _revinclude invalide : $1'],
  [/^Invalid include parameter: (.*)$/s, '_include ou _revinclude invalide : $1'],
  [
    /^Query string exceeds maximum length of (\d+) characters$/,
    'Adresse trop longue : $1 caractères au plus',
  ],
  [/^Invalid operator: (.*)$/s, 'Opérateur inconnu dans _filter : $1'],
  [/^Unexpected token in _filter expression: (.*)$/s, 'Expression _filter illisible près de : $1'],
  [/^Not found$/, 'Ressource introuvable'],
];

/** The outcome with its texts in French, those that are known; ids, which programs read, stay. */
export function inFrench(outcome: OperationOutcome): OperationOutcome {
  const named = TEXTS[outcome.id ?? ''];
  let changed = false;
  const issue = outcome.issue.map((one, i): OperationOutcomeIssue => {
    const said = one.details?.text;
    const text = i === 0 && named ? named : said === undefined ? undefined : sentence(said);
    changed ||= text !== said;
    return text === said ? one : { ...one, details: { ...one.details, text } };
  });
  return changed ? { ...outcome, issue } : outcome;
}

/** The outcomes inside an answer too: those of the entries of a batch. */
export function answerInFrench<T extends Resource>(resource: T): T {
  const bundle = resource as Resource;
  if (bundle.resourceType === 'OperationOutcome') {
    return inFrench(bundle) as T;
  }
  if (bundle.resourceType !== 'Bundle' || !/-response$/.test(bundle.type)) {
    return resource;
  }
  for (const { response } of (bundle as Bundle).entry ?? []) {
    if (response?.outcome?.resourceType === 'OperationOutcome') {
      response.outcome = inFrench(response.outcome);
    }
  }
  return resource;
}

function sentence(english: string): string {
  for (const [pattern, french] of SENTENCES) {
    if (pattern.test(english)) {
      return english.replace(pattern, french);
    }
  }
  return english;
}
