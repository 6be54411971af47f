import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { statesDocument } from './document.ts';

writeFileSync(join(import.meta.dirname, '../../../docs/etats.md'), statesDocument());
