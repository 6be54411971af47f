import { badRequest, OperationOutcomeError } from '@medplum/core';

/**
 * Deeper than any real resource (a Questionnaire of nested groups reaches about 30), far from a stack
 * overflow.
 */
export const MAX_DEPTH = 64;
/** Nodes of one resource: a Bundle or ValueSet of 30,000 concepts passes, a bomb does not. */
export const MAX_NODES = 1_000_000;

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Refuses what would break the server or its store before any other code sees it: nesting bombs, keys that
 * reach JavaScript prototypes, characters that UTF-8 or SQLite cannot hold.
 * @throws OperationOutcomeError 400 with the path of the element, in French.
 */
export function guard(value: unknown, root: string): void {
  const path: (string | number)[] = [];
  let nodes = 0;
  visit(value);

  /** Recursive, as the depth it may reach is limited by itself. */
  function visit(node: unknown): void {
    if (++nodes > MAX_NODES) {
      refuse(`Ressource trop grande : plus de ${MAX_NODES} éléments`, root);
    }
    if (path.length > MAX_DEPTH) {
      refuse(`Imbrication trop profonde : plus de ${MAX_DEPTH} niveaux`, here().slice(0, 200));
    }
    if (typeof node === 'string') {
      checkText(node);
    } else if (typeof node === 'number' && !Number.isFinite(node)) {
      refuse('Nombre hors limites', here());
    } else if (Array.isArray(node)) {
      node.forEach(enter);
    } else if (typeof node === 'object' && node !== null) {
      for (const key of Object.keys(node)) {
        checkKey(key);
        enter((node as Record<string, unknown>)[key], key);
      }
    }
  }

  function enter(child: unknown, key: string | number): void {
    path.push(key);
    visit(child);
    path.pop();
  }

  function checkKey(key: string): void {
    if (FORBIDDEN_KEYS.has(key)) {
      refuse(`Propriété interdite : ${key}`, here());
    }
    checkText(key);
  }

  function checkText(text: string): void {
    if (text.includes('\u0000')) {
      refuse('Caractère nul (U+0000) interdit', here());
    }
    if (!text.isWellFormed()) {
      refuse('Texte Unicode invalide : demi-codet isolé', here());
    }
  }

  function here(): string {
    return path.reduce<string>(
      (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}.${key}`),
      root,
    );
  }
}

function refuse(text: string, path: string): never {
  throw new OperationOutcomeError(badRequest(text, path));
}
