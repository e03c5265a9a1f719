import { writeFile } from 'node:fs/promises';
import { openApiTypes, TYPES_FILE } from './openapi-types.ts';

await writeFile(TYPES_FILE, await openApiTypes());
