import { expect, it } from 'vitest';
import { OPERATIONS } from '../routes/index.ts';
import { testApp } from '../testing/test-app.ts';

/** Operations that the intake answers: it applies `If-Match`, or refuses it by name. */
const OF_INTAKE = new Set(['/products', '/products/:id', '/products/batch']);

const CHANGES = OPERATIONS.filter(({ method, path }) => method !== 'GET' && !OF_INTAKE.has(path));

it.each(
  CHANGES.flatMap(({ method, path }) =>
    ['If-Match', 'If-None-Match', 'If-Unmodified-Since'].map((header) => [method, path, header] as const),
  ),
)('%s %s refuses %s, which it would not check', async (method, path, header) => {
  const response = await testApp().request(path.replace(':id', '01890a5d-ac96-774b-bcce-b302099a8057'), {
    method,
    headers: { [header]: '"3"', 'content-type': 'application/json' },
    body: '{}',
  });

  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    code: 'INVALID_REQUEST',
    detail: `${header} isn't checked here. Leave it out.`,
  });
});

it('there are such operations', () => {
  expect(CHANGES.map(({ path }) => path)).toContain('/imports');
});
