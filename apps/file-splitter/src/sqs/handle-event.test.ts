import { lambdaContext, sqsEvent, sqsRecord } from '@async-catalog/local-cloud/testing';
import { describe, expect, it } from 'vitest';
import { csvOf, startedImport } from '../testing/import-record.ts';
import { deliver } from '../testing/deliver.ts';
import { createMemoryPorts } from '../testing/memory-ports.ts';
import { createHandleEvent } from './handle-event.ts';

const UNREACHABLE = new Error('out of reach');
const unreachable = async (): Promise<never> => Promise.reject(UNREACHABLE);

function setUp() {
  const memory = createMemoryPorts();
  const { id: importId } = startedImport();
  return { memory, importId };
}

describe('handling an event', () => {
  it('returns each message that failed, and no other', async () => {
    const { memory, importId } = setUp();
    const record = startedImport();
    memory.add(record, csvOf(2));
    const imports = {
      ...memory.ports.imports,
      begin: (id: typeof importId) => (id === importId ? unreachable() : memory.ports.imports.begin(id)),
    };
    const records = [importId, record.id].map((id) => sqsRecord({ version: 1, importId: id, task: 'read' }));
    const results = await createHandleEvent({ ...memory.ports, imports })(sqsEvent(records), lambdaContext());

    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(memory.lines).toContainEqual(['returned', UNREACHABLE]);
  });

  it('comes back soon where nothing is known of an import, however often its message was received', async () => {
    const { memory, importId } = setUp();
    const imports = { ...memory.ports.imports, begin: unreachable, get: unreachable };
    await deliver({ ...memory.ports, imports }, { importId, task: 'read' }, { receiveCount: 700 });
    await deliver({ ...memory.ports, imports }, { importId, task: 'finish' }, { receiveCount: 4 });

    expect(memory.delays).toEqual([80, 320]);
  });

  it('returns a message whose return can’t be delayed', async () => {
    const { memory, importId } = setUp();
    const imports = { ...memory.ports.imports, begin: unreachable };
    const messages = { delay: unreachable };

    expect(await deliver({ ...memory.ports, imports, messages }, { importId, task: 'read' })).toBe(
      'rejected',
    );
    expect(memory.lines).toContainEqual(['delayFailed', UNREACHABLE]);
  });

  it('acknowledges a message that nobody can read, and says so', async () => {
    const { memory } = setUp();
    const records = ['{', '{"version":1,"importId":"7","task":"read"}'].map((body) => sqsRecord(body));
    const results = await createHandleEvent(memory.ports)(sqsEvent(records), lambdaContext());

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(memory.lines).toEqual([['unreadable'], ['unreadable']]);
  });
});
