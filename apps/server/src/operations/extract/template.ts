import { badRequest, evalFhirPathTyped, OperationOutcomeError, type TypedValue } from '@medplum/core';
import type { Extension, Resource } from '@medplum/fhirtypes';

const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';
const CONTEXT = `${SDC}templateExtractContext`;
const VALUE = `${SDC}templateExtractValue`;

const MAX_EXPRESSION = 2000;
/** Evaluations and their results: a form of 60 questions with three expressions each stays far below. */
const MAX_WORK = 10_000;
const MAX_DEPTH = 60;

export type Variables = Readonly<Record<string, TypedValue>>;

/** Evaluates the FHIRPath of one extraction, and counts: who may write a form may write a bad one. */
export class Evaluator {
  #left = MAX_WORK;

  /** @throws OperationOutcomeError 400 naming `path` for an expression that cannot be evaluated. */
  evaluate(expression: string, context: TypedValue, variables: Variables, path: string): TypedValue[] {
    if (expression.length > MAX_EXPRESSION || --this.#left < 0) {
      refuse('Expression FHIRPath trop longue, ou trop d’expressions', path);
    }
    try {
      const results = evalFhirPathTyped(expression, [context], { ...variables, '%context': context });
      this.#left -= results.length;
      return results;
    } catch {
      return refuse('Expression FHIRPath illisible', path);
    }
  }
}

/**
 * Fills a template resource from an answer, as SDC's template-based extraction says
 * (https://hl7.org/fhir/uv/sdc/STU4/extraction.html#template-based-extraction): an element with a context stands
 * once for each of its results, one with a value is replaced by it, what has neither result nor content goes.
 */
export function fillTemplate(
  template: Resource,
  context: TypedValue,
  variables: Variables,
  evaluator: Evaluator,
): Resource {
  const filler = new Filler(evaluator);
  const { id: _, ...rest } = template as Resource & Json;
  const [filled, ...others] = filler.element(rest, context, variables, template.resourceType);
  if (others.length > 0) {
    refuse('Un modèle ne donne qu’une ressource par contexte', template.resourceType);
  }
  return { ...(filled as object), resourceType: template.resourceType } as Resource;
}

type Json = Record<string, unknown>;

class Filler {
  readonly #evaluator: Evaluator;
  #depth = 0;

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
  }

  /** What stands in the place of an element: none, one or several. */
  element(element: Json, context: TypedValue, variables: Variables, path: string): unknown[] {
    if (++this.#depth > MAX_DEPTH) {
      refuse('Modèle trop profondément imbriqué', path);
    }
    const { contexts, names, value, rest } = this.#read(element, context, variables, path);
    const results = contexts.flatMap((one) => {
      const known = names ? { ...variables, [names]: one } : variables;
      if (value !== undefined) {
        return this.#evaluator.evaluate(value, one, known, path).map((found) => found.value);
      }
      const content = this.#content(rest, one, known, path);
      return content ? [content] : [];
    });
    this.#depth--;
    return results;
  }

  /** The contexts of an element, its value expression, and the element without both extensions. */
  #read(element: Json, context: TypedValue, variables: Variables, path: string) {
    const extensions = list<Extension>(element.extension);
    const asked = extensions.find(({ url }) => url === CONTEXT);
    const value = extensions.find(({ url }) => url === VALUE);
    const others = extensions.filter((one) => one !== asked && one !== value);
    const { extension: _, ...rest } = element;
    const { expression, name } = asked ? readExpression(asked, path) : {};
    return {
      contexts: expression ? this.#evaluator.evaluate(expression, context, variables, path) : [context],
      names: name && `%${name}`,
      value: value && readExpression(value, path).expression,
      rest: others.length > 0 ? { ...rest, extension: others } : rest,
    };
  }

  /** The element with each of its properties filled; undefined when nothing is left of it. */
  #content(element: Json, context: TypedValue, variables: Variables, path: string): Json | undefined {
    const result: Json = {};
    const keys = new Set(Object.keys(element).map((key) => key.replace(/^_/, '')));
    for (const key of keys) {
      const inner = `${path}.${key}`;
      const [plain, extended] = [element[key], element[`_${key}`]];
      const isList = Array.isArray(plain) || Array.isArray(extended);
      const filled: unknown[] = [];
      for (let i = 0; i < Math.max(list(plain).length, list(extended).length); i++) {
        const [value, more] = [list(plain)[i], list(extended)[i]];
        filled.push(...this.#property(value, more, context, variables, inner));
      }
      if (filled.length > 1 && !isList) {
        refuse('Plusieurs valeurs là où une seule est permise', inner);
      }
      if (filled.length > 0) {
        result[key] = isList ? filled : filled[0];
      }
    }
    return Object.keys(result).length > 0 ? result : undefined;
  }

  /** `more` is what FHIR JSON writes beside a primitive, under `_name`. */
  #property(
    value: unknown,
    more: unknown,
    context: TypedValue,
    variables: Variables,
    path: string,
  ): unknown[] {
    if (isObject(more)) {
      const { contexts, names, value: expression } = this.#read(more, context, variables, path);
      if (expression !== undefined) {
        return contexts.flatMap((one) => {
          const known = names ? { ...variables, [names]: one } : variables;
          return this.#evaluator.evaluate(expression, one, known, path).map((found) => found.value);
        });
      }
      return value === undefined || value === null ? [] : contexts.map(() => value);
    }
    if (isObject(value)) {
      return this.element(value, context, variables, path);
    }
    return value === undefined || value === null ? [] : [value];
  }
}

function readExpression(extension: Extension, path: string): { expression: string; name?: string } {
  const { expression, language, name } = extension.valueExpression ?? {};
  const text = extension.valueString ?? (language === 'text/fhirpath' ? expression : undefined);
  return { expression: text ?? refuse('Une expression FHIRPath est attendue', path), name };
}

function list<T>(value: unknown): T[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value as T];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function refuse(text: string, path: string): never {
  throw new OperationOutcomeError(badRequest(text, path));
}
