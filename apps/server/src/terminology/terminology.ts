import { badRequest, notFound, OperationOutcomeError } from '@medplum/core';
import type { CodeableConcept, Coding, Parameters, ParametersParameter, ValueSet } from '@medplum/fhirtypes';
import { canonicalContent, findCanonical, withoutVersion } from '../store/canonical.ts';
import { readStored } from '../store/repository/read.ts';
import type { Session } from '../store/session.ts';
import { fold, words } from '../store/text.ts';
import { codeSystemOf } from './code-system.ts';
import { type Concept, type Expansion, expandContent, expansionOf, member } from './expansion.ts';

/** Codes of one answer, as on Medplum. */
export const MAX_EXPANSION = 1000;

export interface ExpandOptions {
  /** Canonical url of a stored value set; `|version` is accepted. */
  readonly url?: string;
  /** Or the id of a stored one, */
  readonly id?: string;
  /** or its content. */
  readonly valueSet?: ValueSet;
  /** Words to be found in the display or the code, without accents or case. */
  readonly filter?: string;
  readonly offset?: number;
  readonly count?: number;
}

export interface ValidateCodeOptions extends Pick<ExpandOptions, 'url' | 'id' | 'valueSet'> {
  readonly coding?: Coding;
  readonly codeableConcept?: CodeableConcept;
}

/** The terminology operations over stored ValueSet and CodeSystem resources, for one caller. */
export class Terminology {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * ValueSet/$expand (https://hl7.org/fhir/R4/valueset-operation-expand.html).
   * @throws OperationOutcomeError 400 for an unknown value set, or one whose codes the server cannot list.
   */
  expand(options: ExpandOptions): ValueSet {
    const { valueSet, expansion } = this.#resolve(options);
    if (expansion.concepts.size === 0 && expansion.openSystems.size > 0) {
      const systems = [...expansion.openSystems].join(', ');
      throw new OperationOutcomeError(
        badRequest(
          `Ce jeu de valeurs ne peut pas être développé : le contenu de ${systems} n'est pas sur le serveur`,
        ),
      );
    }
    const found = matching(expansion, options.filter);
    const offset = Math.max(0, options.offset ?? 0);
    const count = Math.min(Math.max(0, options.count ?? MAX_EXPANSION), MAX_EXPANSION);
    const { compose: _compose, text: _text, ...rest } = valueSet;
    return {
      ...rest,
      expansion: {
        timestamp: new Date().toISOString(),
        total: found.length,
        offset,
        contains: found.slice(offset, offset + count).map(({ system, code, display }) => ({
          system,
          code,
          ...(display !== undefined && { display }),
        })),
      },
    };
  }

  /** ValueSet/$validate-code: result, and the display of the code found or a message. */
  validateInValueSet(options: ValidateCodeOptions): Parameters {
    const { valueSet, expansion } = this.#resolve(options);
    for (const { system, code } of codingsOf(options)) {
      if (code !== undefined && member(expansion, system, code)) {
        const concept = find(expansion, system, code);
        return result(true, concept?.display);
      }
    }
    return result(false, undefined, `Code hors du jeu de valeurs ${valueSet.url ?? ''}`.trim());
  }

  /** CodeSystem/$validate-code. */
  validateInSystem(coding: Coding): Parameters {
    const concept = codeSystemOf(this.#session, withoutVersion(coding.system ?? ''))?.concepts.get(
      coding.code ?? '',
    );
    return concept
      ? result(true, concept.display)
      : result(false, undefined, `Code inconnu : ${coding.system}|${coding.code}`);
  }

  /**
   * CodeSystem/$lookup (https://hl7.org/fhir/R4/codesystem-operation-lookup.html).
   * @throws OperationOutcomeError 404 for an unknown code or system.
   */
  lookup(coding: Coding): Parameters {
    const system = codeSystemOf(this.#session, withoutVersion(coding.system ?? ''));
    const concept = system?.concepts.get(coding.code ?? '');
    if (!system || !concept) {
      throw new OperationOutcomeError(notFound);
    }
    const parameter: ParametersParameter[] = [{ name: 'name', valueString: system.name ?? system.url }];
    if (system.version !== undefined) {
      parameter.push({ name: 'version', valueString: system.version });
    }
    parameter.push({ name: 'display', valueString: concept.display ?? concept.code });
    if (concept.definition !== undefined) {
      parameter.push({ name: 'definition', valueString: concept.definition });
    }
    for (const [code, values] of concept.properties) {
      for (const value of values) {
        parameter.push({
          name: 'property',
          part: [
            { name: 'code', valueCode: code },
            { name: 'value', valueString: value },
          ],
        });
      }
    }
    return { resourceType: 'Parameters', parameter };
  }

  #resolve(options: Pick<ExpandOptions, 'url' | 'id' | 'valueSet'>): {
    valueSet: ValueSet;
    expansion: Expansion;
  } {
    const session = this.#session;
    if (options.valueSet) {
      return { valueSet: options.valueSet, expansion: expandContent(session, options.valueSet) };
    }
    if (options.id !== undefined) {
      const valueSet = readStored<ValueSet>(session, 'ValueSet', options.id);
      return { valueSet, expansion: expandContent(session, valueSet) };
    }
    if (!options.url) {
      throw new OperationOutcomeError(
        badRequest("Paramètre manquant : l'url du jeu de valeurs", 'Parameters.url'),
      );
    }
    const row = findCanonical(session, 'ValueSet', options.url);
    const expansion = row && expansionOf(session, options.url);
    if (!row || !expansion) {
      throw new OperationOutcomeError(
        badRequest(`Jeu de valeurs inconnu du serveur : ${options.url}`, 'Parameters.url'),
      );
    }
    return { valueSet: canonicalContent<ValueSet>(session, row), expansion };
  }
}

function matching(expansion: Expansion, filter: string | undefined): Concept[] {
  const concepts = [...expansion.concepts.values()];
  const parts = words(fold(filter ?? ''));
  return parts.length === 0
    ? concepts
    : concepts.filter(({ folded }) => parts.every((part) => folded.includes(part)));
}

function find(expansion: Expansion, system: string | undefined, code: string): Concept | undefined {
  if (system !== undefined) {
    return expansion.concepts.get(`${system}|${code}`);
  }
  return [...expansion.concepts.values()].find((concept) => concept.code === code);
}

function codingsOf(options: ValidateCodeOptions): Coding[] {
  return [...(options.coding ? [options.coding] : []), ...(options.codeableConcept?.coding ?? [])];
}

function result(value: boolean, display?: string, message?: string): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'result', valueBoolean: value },
      ...(display === undefined ? [] : [{ name: 'display', valueString: display }]),
      ...(message === undefined ? [] : [{ name: 'message', valueString: message }]),
    ],
  };
}
