/** What a key asks for in the meeting room (spec/ux.md). Every one has a button too. */
export type KeyAct =
  | 'next'
  | 'previous'
  | 'decision'
  | 'attendance'
  | 'find'
  | 'done'
  | 'postpone'
  | 'start'
  | 'project'
  | 'help';

/** In the order of the help. */
export const KEYS: readonly { act: KeyAct; keys: readonly string[]; shown: string }[] = [
  { act: 'next', keys: ['j', 'ArrowDown', 'ArrowRight'], shown: 'j  ↓' },
  { act: 'previous', keys: ['k', 'ArrowUp', 'ArrowLeft'], shown: 'k  ↑' },
  { act: 'start', keys: ['c'], shown: 'c' },
  { act: 'decision', keys: ['d'], shown: 'd' },
  { act: 'attendance', keys: ['q'], shown: 'q' },
  { act: 'find', keys: ['/'], shown: '/' },
  { act: 'done', keys: ['e'], shown: 'e' },
  { act: 'postpone', keys: ['p'], shown: 'p' },
  { act: 'project', keys: ['v'], shown: 'v' },
  { act: 'help', keys: ['?'], shown: '?' },
];

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  defaultPrevented?: boolean;
  isComposing?: boolean;
}

/** Fields and lists keep their own keys; a letter typed there is a letter. */
const OWN_KEYS =
  'input, textarea, select, [contenteditable=true], [role=listbox], [role=combobox], [role=menu]';
/** Buttons and links keep Enter and the space bar only, and the arrows of groups. */
const ARROW_KEYS = '[role=radiogroup], [role=tablist], [data-arrows]';

/** @param target where the key was pressed; anything with `closest`. */
export function actOf(
  pressed: Pressed,
  target: { closest(selector: string): unknown } | null,
): KeyAct | undefined {
  if (
    pressed.ctrlKey ||
    pressed.metaKey ||
    pressed.altKey ||
    pressed.defaultPrevented ||
    pressed.isComposing
  ) {
    return undefined;
  }
  if (target?.closest(OWN_KEYS)) return undefined;
  if (pressed.key.startsWith('Arrow') && target?.closest(ARROW_KEYS)) return undefined;
  return KEYS.find(({ keys }) => keys.includes(pressed.key))?.act;
}
