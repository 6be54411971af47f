import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The official kit, found by walking up from here to a folder that has `shared/kit` beside the checkout. It is never
 * there in CI: whoever asks must skip visibly.
 * @returns the path of `kit`, or undefined.
 */
export function findKit(from: string = import.meta.dirname): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const kit = join(folder, 'shared', 'kit');
    if (existsSync(kit)) return kit;
    if (dirname(folder) === folder) return undefined;
  }
}
