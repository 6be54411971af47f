/** Below this length one wrong letter makes another word. */
const SHORTEST = 4;

/**
 * Does the beginning of a word differ from what was typed by one letter: replaced, missing, too many, or two
 * swapped? The first letter must be right: nobody errs there, and it keeps strangers out.
 * @param typed and `word` are folded (fold.ts).
 */
export function startsAlmost(word: string, typed: string): boolean {
  if (typed.length < SHORTEST || word[0] !== typed[0]) return false;
  let at = 1;
  while (at < typed.length && word[at] === typed[at]) at++;
  if (at === typed.length) return true;
  const goesOn = (typedFrom: number, wordFrom: number) => word.startsWith(typed.slice(typedFrom), wordFrom);
  const replaced = at < word.length && goesOn(at + 1, at + 1);
  const missing = goesOn(at, at + 1);
  const tooMany = goesOn(at + 1, at);
  const swapped = typed[at] === word[at + 1] && typed[at + 1] === word[at] && goesOn(at + 2, at + 2);
  return replaced || missing || tooMany || swapped;
}
