import type { Parameters, ParametersParameter, Reference } from '@medplum/fhirtypes';
import { invalid } from './operation-outcome.ts';

/** Reads the Parameters that an `$execute` was given, refusing in French what is not there. */
export class ParametersReader {
  readonly #parameters: ParametersParameter[];

  constructor(input: unknown) {
    const parameters = input as Parameters | undefined;
    if (parameters?.resourceType !== 'Parameters') {
      throw invalid('Parameters', 'une ressource Parameters est attendue.');
    }
    this.#parameters = parameters.parameter ?? [];
  }

  /** A reference to one type, `Type/id`. */
  reference(name: string, type: string): Reference & { reference: string; id: string } {
    const value = this.#find(name)?.valueReference;
    const [found, id, ...rest] = value?.reference?.split('/') ?? [];
    if (found !== type || !id || rest.length > 0) {
      throw invalid(name, `une référence ${type}/<id> est attendue.`);
    }
    return { ...value, reference: `${type}/${id}`, id };
  }

  /** A dateTime with a time zone; undefined when the parameter is absent. */
  dateTime(name: string): string | undefined {
    const parameter = this.#find(name);
    const value = parameter?.valueDateTime ?? parameter?.valueInstant;
    const right = value && /T.*(?:Z|[+-]\d{2}:\d{2})$/.test(value) && !Number.isNaN(Date.parse(value));
    if (parameter && !right) {
      throw invalid(name, 'une date et une heure avec fuseau sont attendues (AAAA-MM-JJThh:mm:ss+hh:mm).');
    }
    return value;
  }

  /** A text of one to `max` characters; undefined when the parameter is absent. */
  string(name: string, max = 10_000): string | undefined {
    const parameter = this.#find(name);
    const value = parameter?.valueString;
    if (parameter && (!value || value.length > max)) {
      throw invalid(name, `un texte de 1 à ${max} caractères est attendu (valueString).`);
    }
    return value;
  }

  /** Every text of a parameter that repeats, in their order. */
  strings(name: string): string[] {
    return this.#parameters
      .filter((one) => one.name === name)
      .map(({ valueString }) => {
        if (!valueString) {
          throw invalid(name, 'un texte est attendu (valueString).');
        }
        return valueString;
      });
  }

  #find(name: string): ParametersParameter | undefined {
    return this.#parameters.find((one) => one.name === name);
  }
}
