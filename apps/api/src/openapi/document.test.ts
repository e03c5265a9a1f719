import { fileURLToPath } from 'node:url';
import { createConfig, lint } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { document } from '../testing/conformance.ts';
import { createDocument } from './document.ts';

describe('openapi.json', () => {
  it('is what the schemas say (`pnpm generate` writes it)', () => {
    expect(document).toEqual(JSON.parse(JSON.stringify(createDocument())));
  });

  it('has nothing that Redocly’s recommended rules find fault with, examples included', async () => {
    const config = await createConfig({
      extends: ['recommended'],
      rules: {
        'no-invalid-media-type-examples': 'error',
        // Probes and pages have no problem of the reader's own making.
        'operation-4xx-response': 'off',
      },
    });

    const problems = await lint({
      ref: fileURLToPath(new URL('../../openapi.json', import.meta.url)),
      config,
    });

    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    );
  });
});
