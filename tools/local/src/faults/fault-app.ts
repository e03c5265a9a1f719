import { randomUUID } from 'node:crypto';
import { CatalogProblemError } from '@async-catalog/client';
import { createProblem, type ErrorCode, PROBLEM_MEDIA_TYPE } from '@async-catalog/product-schema';
import { type Context, Hono } from 'hono';
import { type FaultControls, FAULTS, isLastingFault, serviceElsewhere } from './create-faults.ts';

/** Path by which the console knows the controls. */
const CONSOLE_PATH = '/console/faults';

export interface FaultAppOptions {
  readonly controls: FaultControls;
  /** Services that run elsewhere, by their names. */
  readonly endpoints: Readonly<Record<string, unknown>>;
  readonly submitSample: (token: string | undefined) => Promise<string[]>;
  readonly now: () => Date;
}

/** Creates the service of the fault controls below a path. The API passes requests of the console on to it. */
export function createFaultApp(
  { controls, endpoints, submitSample, now }: FaultAppOptions,
  basePath: string,
): Hono {
  const app = new Hono().basePath(basePath);
  let submitting = false;
  const state = () => ({ asOf: now().toISOString(), faults: controls.active() });

  app.get('/', (c) => c.json(state()));
  app.post('/kill-worker', async (c) => {
    const interrupted = await controls.killWorker();
    return c.json({ ...state(), interrupted });
  });
  app.post('/deliver-twice', (c) => {
    controls.deliverTwice();
    return c.json(state());
  });
  app.post('/sample', async (c) => {
    if (submitting) {
      return problem(c, 'TOO_MANY_REQUESTS', 'The sample is being submitted: wait until it is.');
    }
    submitting = true;
    try {
      const token = c.req.header('authorization')?.replace(/^Bearer +/i, '');
      return c.json({ submissionIds: await submitSample(token) }, 202);
    } finally {
      submitting = false;
    }
  });
  app.post('/:fault', (c) => {
    const fault = c.req.param('fault');
    if (!isLastingFault(fault)) {
      return noSuchFault(c);
    }
    const elsewhere = serviceElsewhere(fault, endpoints);
    if (elsewhere !== undefined) {
      return problem(
        c,
        'NOT_FOUND',
        `${elsewhere} runs elsewhere: only the one of \`start\` can be made to fail.`,
      );
    }
    controls.begin(fault, '30 s');
    return c.json(state());
  });
  app.notFound(noSuchFault);
  app.onError((error, c) => {
    if (error instanceof CatalogProblemError && error.problem !== undefined) {
      return render(error.problem, error.status);
    }
    return problem(c, 'DEPENDENCY_UNAVAILABLE', `The fault could not be made: ${error.message}`);
  });
  return app;
}

function noSuchFault(c: Context): Response {
  return problem(c, 'NOT_FOUND', `No such fault: ${FAULTS.join(', ')} or sample.`);
}

function problem(c: Context, code: ErrorCode, detail: string): Response {
  const requestId = c.req.header('x-request-id') ?? randomUUID();
  const document = createProblem(code, { detail, instance: CONSOLE_PATH, requestId });
  return render(document, document.status);
}

function render(document: object, status: number): Response {
  return new Response(JSON.stringify(document), { status, headers: { 'content-type': PROBLEM_MEDIA_TYPE } });
}
