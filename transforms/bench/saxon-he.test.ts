import { describe, expect, it } from 'vitest';
import { difference, write } from '../src/cda/testing.ts';
import { VARIANTS } from '../src/cda/variants.ts';
import { hasSaxonHe, runSaxonHe } from './saxon-he.ts';

/** A second processor on the same stylesheet: what it means does not depend on ours. */
describe.skipIf(!hasSaxonHe())('Saxon-HE gives the same document as SaxonJS', () => {
  it.each(['golden', 'no tumour', 'amended, version 2', 'mandatory sections, nothing in them'])(
    '%s',
    async (name) => {
      const bundle = VARIANTS[name]!();
      const { output, cpuMs } = await runSaxonHe(bundle, 1, 1);
      expect(difference(output, write(bundle))).toBe('');
      expect(cpuMs).toBeGreaterThan(0);
    },
    60_000,
  );
});
