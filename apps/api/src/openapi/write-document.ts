import { writeFileSync } from 'node:fs';
import { createDocument } from './document.ts';

writeFileSync(new URL('../../openapi.json', import.meta.url), JSON.stringify(createDocument()));
