import { randomUUID } from 'node:crypto';
import { allOk, getExtension, Operator, type TypedValue, toTypedValue } from '@medplum/core';
import type { FhirRepository, FhirRequest, FhirRouteHandler } from '@medplum/fhir-router';
import type {
  Bundle,
  BundleEntry,
  Extension,
  Questionnaire,
  QuestionnaireItem,
  QuestionnaireResponse,
  QuestionnaireResponseItem,
  Resource,
} from '@medplum/fhirtypes';
import { OperationInput } from '../parameters.ts';
import { Evaluator, fillTemplate, refuse, type Variables } from './template.ts';

const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';
const EXTRACT = `${SDC}templateExtract`;
const ALLOCATE = `${SDC}extractAllocateId`;
/** Conditions of an entry's request, each a FHIRPath of the template's extension. */
const CONDITIONS = ['ifMatch', 'ifNoneMatch', 'ifNoneExist', 'ifModifiedSince'] as const;
const MAX_ENTRIES = 1000;

/**
 * `QuestionnaireResponse/$extract` and `QuestionnaireResponse/:id/$extract`, template-based as on the real
 * server: a transaction Bundle of what the answers say, for the caller to send or not. Nothing is written.
 * @throws OperationOutcomeError 400 for a form that is not found, has no template or cannot be evaluated.
 */
export const extract: FhirRouteHandler = async (request, repo) => {
  const input = new OperationInput(request);
  const response = await readResponse(request, input, repo);
  const questionnaire =
    input.resource<Questionnaire>('questionnaire', 'Questionnaire') ?? (await findForm(response, repo));
  const entry = new Extraction(questionnaire, response).entries();
  const bundle: Bundle = { resourceType: 'Bundle', type: 'transaction', entry };
  return [allOk, bundle];
};

async function readResponse(
  request: FhirRequest,
  input: OperationInput,
  repo: FhirRepository,
): Promise<QuestionnaireResponse> {
  const { id } = request.params;
  if (id) {
    return repo.readResource<QuestionnaireResponse>('QuestionnaireResponse', id);
  }
  const name = 'questionnaire-response';
  const given = input.resource<QuestionnaireResponse>(name, 'QuestionnaireResponse');
  return given ?? refuse('La QuestionnaireResponse est requise', name);
}

/** By its url alone, as on the real server: an address with a version would work here and fail there. */
async function findForm(response: QuestionnaireResponse, repo: FhirRepository): Promise<Questionnaire> {
  const url = response.questionnaire;
  const path = 'QuestionnaireResponse.questionnaire';
  if (!url) {
    return refuse('Le questionnaire de la réponse est requis', path);
  }
  const filters = [{ code: 'url', operator: Operator.EQUALS, value: url }];
  const found = url.includes('|')
    ? undefined
    : await repo.searchOne<Questionnaire>({ resourceType: 'Questionnaire', filters });
  return found ?? refuse(`Questionnaire introuvable : ${url}`, path);
}

class Extraction {
  readonly #form: Questionnaire;
  readonly #response: QuestionnaireResponse;
  readonly #templates: ReadonlyMap<string, Resource>;
  readonly #evaluator = new Evaluator();
  readonly #entries: BundleEntry[] = [];

  constructor(form: Questionnaire, response: QuestionnaireResponse) {
    this.#form = form;
    this.#response = response;
    this.#templates = new Map((form.contained ?? []).map((one) => [`#${one.id}`, one]));
  }

  entries(): BundleEntry[] {
    const whole = toTypedValue(this.#response);
    const variables = allocate({ '%resource': whole }, this.#form.extension);
    this.#extract(this.#form.extension, whole, variables, 'Questionnaire');
    this.#items(this.#form.item, this.#response.item, variables, 0);
    return this.#entries;
  }

  /** Each item of the form with each of its answers, wherever the form nests them. */
  #items(
    items: QuestionnaireItem[] | undefined,
    answers: QuestionnaireResponseItem[] | undefined,
    variables: Variables,
    depth: number,
  ): void {
    if (depth > 50) {
      refuse('Questionnaire trop profondément imbriqué', 'Questionnaire.item');
    }
    for (const item of items ?? []) {
      for (const answer of (answers ?? []).filter(({ linkId }) => linkId === item.linkId)) {
        // Allocated ids belong to this repetition of the item and what it holds.
        const known = allocate(variables, item.extension);
        this.#extract(item.extension, toTypedValue(answer), known, `item ${item.linkId}`);
        const nested = [...(answer.item ?? []), ...(answer.answer ?? []).flatMap((one) => one.item ?? [])];
        this.#items(item.item, nested, known, depth + 1);
      }
    }
  }

  #extract(
    extensions: Extension[] | undefined,
    context: TypedValue,
    variables: Variables,
    path: string,
  ): void {
    for (const extension of (extensions ?? []).filter(({ url }) => url === EXTRACT)) {
      const reference = getExtension(extension, 'template')?.valueReference?.reference ?? '';
      const template = this.#templates.get(reference) ?? refuse(`Modèle absent : ${reference}`, path);
      const text = (name: string): string | undefined => {
        const expression = getExtension(extension, name)?.valueString;
        const found =
          expression && this.#evaluator.evaluate(expression, context, variables, `${path}.${name}`);
        return found && found.length > 0 ? String(found[0]!.value) : undefined;
      };
      const resource = fillTemplate(template, context, variables, this.#evaluator);
      const id = text('resourceId');
      const conditions = CONDITIONS.flatMap((name) => {
        const value = text(name);
        return value === undefined ? [] : [[name, value]];
      });
      this.#entries.push({
        fullUrl: text('fullUrl') ?? `urn:uuid:${randomUUID()}`,
        resource: id ? { ...resource, id } : resource,
        request: {
          method: id ? 'PUT' : 'POST',
          url: id ? `${resource.resourceType}/${id}` : resource.resourceType,
          ...Object.fromEntries(conditions),
        },
      });
      if (this.#entries.length > MAX_ENTRIES) {
        refuse(`Plus de ${MAX_ENTRIES} ressources à extraire`, path);
      }
    }
  }
}

/** `extractAllocateId`: a fresh `urn:uuid` under the name that templates use to point to each other. */
function allocate(variables: Variables, extensions: Extension[] | undefined): Variables {
  const names = (extensions ?? []).flatMap(({ url, valueString }) =>
    url === ALLOCATE ? (valueString ?? []) : [],
  );
  const fresh = names.map((name) => [`%${name}`, { type: 'string', value: `urn:uuid:${randomUUID()}` }]);
  return { ...variables, ...Object.fromEntries(fresh) };
}
