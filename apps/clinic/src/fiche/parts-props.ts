import type { FicheContent, PartKey } from './model/index.ts';

/** What each part of the form is given. */
export interface PartProps<K extends PartKey> {
  value: FicheContent[K];
  onChange: (value: FicheContent[K]) => void;
  disabled: boolean;
  lacks?: readonly string[];
}

/** Key of something made here: the server gives it an id later, the key stays. */
export function newKey(): string {
  return `urn:uuid:${crypto.randomUUID()}`;
}

/** A list with one item changed, or without it. */
export function changeItem<T extends { key: string }>(
  list: readonly T[],
  key: string,
  next: Partial<T> | undefined,
): T[] {
  return list.flatMap((one) => (one.key !== key ? [one] : next ? [{ ...one, ...next }] : []));
}

/** A list with one item a step up or down. */
export function moveItem<T extends { key: string }>(list: readonly T[], key: string, step: -1 | 1): T[] {
  const at = list.findIndex((one) => one.key === key);
  const to = at + step;
  if (at < 0 || to < 0 || to >= list.length) return [...list];
  const moved = [...list];
  [moved[at], moved[to]] = [moved[to]!, moved[at]!];
  return moved;
}
