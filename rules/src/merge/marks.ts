/**
 * When two people wrote in one place, both texts stay, each between brackets with its writer's initials:
 * `[AM : radiothérapie] [JD : chimiothérapie]`. The space before the colon is a no-break one, which nobody
 * types there by chance: that is how a mark is known again.
 */
const MARK = /\[(\p{Lu}{1,4}\d?)\u00a0: /gu;

export const MARK_OPEN = '[';
export const MARK_CLOSE = ']';

export interface Mark {
  initials: string;
  text: string;
  /** Offsets of the whole mark, brackets included. */
  from: number;
  to: number;
}

/** "AM : radiothérapie" between its brackets. */
export function mark(initials: string, text: string): string {
  return `${MARK_OPEN}${initials}\u00a0: ${text}${MARK_CLOSE}`;
}

/** The marks left in a text, outermost only, in order. A mark whose bracket was deleted is plain text. */
export function marksIn(text: string): Mark[] {
  const found: Mark[] = [];
  let end = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index < end) {
      continue;
    }
    const inside = match.index + match[0].length;
    const close = closing(text, inside);
    if (close !== undefined) {
      end = close + 1;
      found.push({ initials: match[1]!, text: text.slice(inside, close), from: match.index, to: end });
    }
  }
  return found;
}

function closing(text: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const sign = text.charAt(at);
    depth += sign === MARK_OPEN ? 1 : sign === MARK_CLOSE ? -1 : 0;
    if (depth === 0) {
      return at;
    }
  }
  return undefined;
}

/**
 * Takes the marks away once someone has read them: with `keep`, only that writer's versions stay; without,
 * all of them do, one after the other.
 */
export function resolveMarks(text: string, keep?: string): string {
  let result = '';
  let at = 0;
  for (const one of marksIn(text)) {
    result += text.slice(at, one.from);
    at = one.to;
    if (keep === undefined || one.initials === keep) {
      result += resolveMarks(one.text, keep);
    } else if (text.charAt(at) === ' ') {
      at++;
    }
  }
  return keep === undefined ? result + text.slice(at) : (result + text.slice(at)).replace(/ +$/u, '');
}
