import { badRequest, OperationOutcomeError } from '@medplum/core';
import type { ValueSet, ValueSetComposeInclude, ValueSetExpansionContains } from '@medplum/fhirtypes';
import { canonicalContent, findCanonical, withoutVersion } from '../store/canonical.ts';
import type { Session } from '../store/session.ts';
import { fold } from '../store/text.ts';
import { codeSystemOf } from './code-system.ts';
import { type ConceptTest, conceptTest } from './filters.ts';

/** One code of a value set. */
export interface Concept {
  readonly system: string;
  readonly code: string;
  readonly display: string | undefined;
  /** Display and code, folded, for text filters. */
  readonly folded: string;
}

/**
 * A value set in the open: its codes, and the systems it takes codes from without the server knowing which.
 */
export interface Expansion {
  readonly concepts: ReadonlyMap<string, Concept>;
  /** Codes without their systems, for elements of type code. */
  readonly codes: ReadonlySet<string>;
  readonly openSystems: ReadonlySet<string>;
}

/** Value sets that include value sets, at most this deep. */
const MAX_DEPTH = 10;

interface Cache {
  version: number;
  readonly byUrl: Map<string, Expansion>;
}

const caches = new WeakMap<object, Cache>();

/**
 * The expansion of a stored value set, kept in memory until a terminology resource changes. Undefined when
 * the caller sees no value set with this url.
 */
export function expansionOf(session: Session, url: string): Expansion | undefined {
  if (session.tx?.terminologyTouched) {
    // This transaction changed terminology that nobody else may see yet.
    return expandUrl(session, url, new Set());
  }
  const { engine, context } = session;
  let cache = caches.get(engine);
  if (!cache || cache.version !== engine.terminologyVersion) {
    cache = { version: engine.terminologyVersion, byUrl: new Map() };
    caches.set(engine, cache);
  }
  const key = `${context.superAdmin ? '*' : context.projectId} ${url}`;
  let expansion = cache.byUrl.get(key);
  if (!expansion) {
    expansion = expandUrl(session, url, new Set());
    // An unknown url is not kept: callers may ask for any number of them.
    if (expansion) {
      cache.byUrl.set(key, expansion);
    }
  }
  return expansion;
}

/** The expansion of a value set given by its content. */
export function expandContent(session: Session, valueSet: ValueSet, visiting = new Set<string>()): Expansion {
  const builder = new Builder();
  if (!valueSet.compose && valueSet.expansion) {
    addContains(builder, valueSet.expansion.contains);
    return builder.build();
  }
  for (const include of valueSet.compose?.include ?? []) {
    builder.add(includeOf(session, include, visiting));
  }
  for (const exclude of valueSet.compose?.exclude ?? []) {
    builder.remove(includeOf(session, exclude, visiting));
  }
  return builder.build();
}

/**
 * Whether the code is in the set; undefined when the set takes codes from a system whose content is not
 * stored. Without a system (elements of type code), any code of the set with this value is meant.
 */
export function member(expansion: Expansion, system: string | undefined, code: string): boolean | undefined {
  if (system === undefined ? expansion.codes.has(code) : expansion.concepts.has(key(system, code))) {
    return true;
  }
  const unknown = system === undefined ? expansion.openSystems.size > 0 : expansion.openSystems.has(system);
  return unknown ? undefined : false;
}

function expandUrl(session: Session, canonical: string, visiting: Set<string>): Expansion | undefined {
  const url = withoutVersion(canonical);
  if (visiting.has(url) || visiting.size >= MAX_DEPTH) {
    throw new OperationOutcomeError(badRequest(`Jeu de valeurs en boucle ou trop imbriqué : ${url}`));
  }
  const row = findCanonical(session, 'ValueSet', canonical);
  return row && expandContent(session, canonicalContent<ValueSet>(session, row), new Set([...visiting, url]));
}

/** One include: codes of its system that are also in every value set it names. */
function includeOf(session: Session, include: ValueSetComposeInclude, visiting: Set<string>): Expansion {
  const sets = (include.valueSet ?? []).map((url) => {
    const set = expandUrl(session, url, visiting);
    if (!set) {
      throw new OperationOutcomeError(badRequest(`Jeu de valeurs inclus inconnu du serveur : ${url}`));
    }
    return set;
  });
  if (include.system) {
    sets.unshift(systemPart(session, include.system, include));
  }
  return sets.reduce(intersect);
}

function systemPart(session: Session, system: string, include: ValueSetComposeInclude): Expansion {
  const builder = new Builder();
  const stored = codeSystemOf(session, system);
  if (include.concept) {
    for (const { code, display } of include.concept) {
      builder.put(system, code, display ?? stored?.concepts.get(code)?.display);
    }
    return builder.build();
  }
  const tests = (include.filter ?? []).map((filter) => stored && conceptTest(filter, stored.concepts));
  if (!stored?.complete || tests.includes(undefined)) {
    builder.open(system);
    return builder.build();
  }
  for (const concept of stored.concepts.values()) {
    if ((tests as ConceptTest[]).every((test) => test(concept))) {
      builder.put(system, concept.code, concept.display);
    }
  }
  return builder.build();
}

/** Codes in both; a code of an open system of the other set may be in it, so it stays. */
function intersect(left: Expansion, right: Expansion): Expansion {
  const builder = new Builder();
  for (const [from, other] of [
    [left, right],
    [right, left],
  ] as const) {
    for (const { system, code, display } of from.concepts.values()) {
      if (member(other, system, code) !== false) {
        builder.put(system, code, display);
      }
    }
  }
  for (const system of left.openSystems) {
    if (right.openSystems.has(system)) {
      builder.open(system);
    }
  }
  return builder.build();
}

function addContains(builder: Builder, contains: readonly ValueSetExpansionContains[] | undefined): void {
  for (const item of contains ?? []) {
    if (item.system && item.code && !item.abstract) {
      builder.put(item.system, item.code, item.display);
    }
    addContains(builder, item.contains);
  }
}

function key(system: string, code: string): string {
  return `${system}|${code}`;
}

class Builder {
  readonly #concepts = new Map<string, Concept>();
  readonly #open = new Set<string>();

  put(system: string, code: string, display: string | undefined): void {
    if (!this.#concepts.has(key(system, code))) {
      this.#concepts.set(key(system, code), {
        system,
        code,
        display,
        folded: fold(`${display ?? ''} ${code}`),
      });
    }
  }

  open(system: string): void {
    this.#open.add(system);
  }

  add(other: Expansion): void {
    for (const [id, concept] of other.concepts) {
      if (!this.#concepts.has(id)) {
        this.#concepts.set(id, concept);
      }
    }
    for (const system of other.openSystems) {
      this.#open.add(system);
    }
  }

  remove(other: Expansion): void {
    for (const id of other.concepts.keys()) {
      this.#concepts.delete(id);
    }
  }

  build(): Expansion {
    const codes = new Set([...this.#concepts.values()].map((concept) => concept.code));
    return { concepts: this.#concepts, codes, openSystems: this.#open };
  }
}
