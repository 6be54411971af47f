import { badRequest, OperationOutcomeError } from '@medplum/core';

/** Deeper than any real resource (a Questionnaire of nested groups reaches about 30), far from a stack overflow. */
export const MAX_DEPTH = 64;
/** Nodes of one resource: a Bundle or ValueSet of 30,000 concepts passes, a bomb does not. */
export const MAX_NODES = 1_000_000;

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Refuses what would break the server or its store before any other code sees it: nesting bombs, keys that reach
 * JavaScript prototypes, characters that UTF-8 or SQLite cannot hold.
 * @throws OperationOutcomeError 400 with the path of the element, in French.
 */
export function guard(value: unknown, root: string): void {
  // A stack of our own: the walk itself must not overflow on the input it guards against.
  const stack: { node: unknown; path: string; depth: number }[] = [{ node: value, path: root, depth: 0 }];
  let nodes = 0;
  while (stack.length > 0) {
    const { node, path, depth } = stack.pop()!;
    if (++nodes > MAX_NODES) {
      refuse(`Ressource trop grande : plus de ${MAX_NODES} éléments`, root);
    }
    if (depth > MAX_DEPTH) {
      refuse(`Imbrication trop profonde : plus de ${MAX_DEPTH} niveaux`, path.slice(0, 200));
    }
    if (typeof node === 'string') {
      checkText(node, path);
    } else if (Array.isArray(node)) {
      node.forEach((item, i) => {
        stack.push({ node: item, path: `${path}[${i}]`, depth: depth + 1 });
      });
    } else if (typeof node === 'object' && node !== null) {
      for (const key of Object.keys(node)) {
        checkKey(key, path);
        stack.push({
          node: (node as Record<string, unknown>)[key],
          path: `${path}.${key}`,
          depth: depth + 1,
        });
      }
    } else if (typeof node === 'number' && !Number.isFinite(node)) {
      refuse('Nombre hors limites', path);
    }
  }
}

function checkText(text: string, path: string): void {
  if (text.includes('\u0000')) {
    refuse('Caractère nul (U+0000) interdit', path);
  }
  if (!text.isWellFormed()) {
    refuse('Texte Unicode invalide : demi-codet isolé', path);
  }
}

function checkKey(key: string, path: string): void {
  if (FORBIDDEN_KEYS.has(key)) {
    refuse(`Propriété interdite : ${key}`, path);
  }
  checkText(key, path);
}

function refuse(text: string, path: string): never {
  throw new OperationOutcomeError(badRequest(text, path));
}
