import { writeFileSync } from 'node:fs';
import { indicatorsMarkdown } from '../src/indicators/markdown.ts';
import { published } from '../src/indicators/testing/measures.ts';

// Writes docs/indicateurs.md from the published Measures; a test sees when it was forgotten.
const { measures, libraries } = published();
writeFileSync(new URL('../../docs/indicateurs.md', import.meta.url), indicatorsMarkdown(measures, libraries));
