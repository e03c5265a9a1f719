import { createHash } from 'node:crypto';
import path from 'node:path';
import { CatalogProblemError, type Import, type ImportRequest } from '@async-catalog/client';
import type { Context } from '../context.ts';
import type { Found, ImportPlan } from '../display/display.ts';
import { EXIT, InterruptedError, UsageError } from '../errors.ts';
import { type MappingOptions, readAskedMapping } from '../file/asked-mapping.ts';
import { planImport } from '../file/plan-import.ts';
import { openSourceFile, type SourceFile } from '../file/source-file.ts';
import { isEnded } from '../follow-import.ts';
import type { MaxFailed } from '../max-failed.ts';
import { uploadParts } from '../upload/upload-parts.ts';
import { followToEnd } from './follow-to-end.ts';

export interface ImportFileOptions extends MappingOptions {
  readonly preview?: true;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly detach?: true;
  readonly maxFailed?: MaxFailed;
  readonly key?: string;
}

/** Imports a file, or goes on with its import, and resolves to the exit code. */
export async function importFile(
  file: string,
  options: ImportFileOptions,
  context: Context,
): Promise<number> {
  const { display, catalog, signal, hint } = context;
  let afterInterruption = 'Nothing was sent.';
  try {
    await using source = await openSourceFile(file);
    const { expected, ...plan } = await planImport(source, await readAskedMapping(options), options.map);
    await context.expectApi();
    display.plan(plan);
    await confirmImport(plan, options, context);

    const request = toRequest(plan, options);
    const hash = await source.hash((done) => display.bytes('reading', done, source.size), signal);
    display.stop();
    const found = await catalog.createImport(request, {
      idempotencyKey: keyOf(hash, request, options.key),
      signal,
    });
    const { importId } = found;
    display.found({ state: stateOf(found), import: found, received: receivedBytes(found) });

    if (found.status === 'uploading') {
      afterInterruption = `The import waits for the rest of the file until ${found.deadlineAt}. The same command goes on with it.`;
      await uploadFile(found, source, context);
      afterInterruption = 'The file is uploaded. The same command goes on with its import.';
      await startOnce(importId, context);
    }
    afterInterruption = `The import goes on. Follow it with: ${hint(`imports watch ${importId}`)}`;
    if (options.detach === true && !isEnded(found)) {
      display.note(afterInterruption);
      return EXIT.allSaved;
    }
    return await followToEnd(importId, { ...options, expected, directory: path.dirname(file) }, context);
  } catch (error) {
    throw signal.aborted ? new InterruptedError(afterInterruption) : error;
  } finally {
    display.stop();
  }
}

async function confirmImport(plan: ImportPlan, options: ImportFileOptions, context: Context): Promise<void> {
  if (options.yes === true || isDryRun(options)) {
    return;
  }
  if (!context.interactive) {
    throw new UsageError(
      `Nobody can be asked whether this is right. Add --yes to import ${plan.fileName} like this.`,
    );
  }
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({
    message: 'Import it like this?',
    input: context.streams.stdin,
    output: context.streams.stdout,
    signal: context.signal,
  });
  if (isCancel(answer)) {
    throw new InterruptedError('Nothing was sent.');
  }
  if (!answer) {
    throw new UsageError('Nothing was sent. Change the mapping with --map field=column or --mapping.');
  }
}

function isDryRun({ dryRun, preview }: ImportFileOptions): boolean {
  return dryRun === true || preview === true;
}

function toRequest(
  { fileName, size, format, mapping }: ImportPlan,
  options: ImportFileOptions,
): ImportRequest {
  const request = {
    fileName,
    size,
    format,
    mapping,
    ...(isDryRun(options) && { dryRun: true }),
    ...(options.preview === true && { preview: 'changes' as const }),
  };
  // The client's types don't take `undefined`, which JSON leaves out.
  return request as ImportRequest;
}

/** Computes the idempotency key: the same file that is to be read in the same way is the same import. */
function keyOf(fileHash: string, request: ImportRequest, label = ''): string {
  return createHash('sha256')
    .update(JSON.stringify([fileHash, request, label]))
    .digest('hex');
}

function stateOf(found: Import): Found {
  if (found.status === 'uploading') {
    return found.upload !== undefined && found.upload.received.length > 0 ? 'resumed' : 'new';
  }
  return isEnded(found) ? 'ended' : 'started';
}

function receivedBytes({ size, upload }: Import): number {
  if (upload === undefined) {
    return size;
  }
  const { partBytes, received } = upload;
  return received.reduce((sum, number) => sum + Math.min(partBytes, size - (number - 1) * partBytes), 0);
}

async function uploadFile(found: Import, source: SourceFile, context: Context): Promise<void> {
  const { importId, upload } = found;
  const { display, catalog, signal } = context;
  if (upload === undefined) {
    return;
  }
  try {
    const onBytes = (done: number): void => display.bytes('uploading', done, source.size);
    const sent = await uploadParts({ catalog, importId, upload, source, onBytes, signal });
    display.stop();
    display.uploaded(sent);
  } catch (error) {
    // The same command, in another terminal, has uploaded the rest.
    if (!isStarted(error)) {
      throw error;
    }
  }
}

async function startOnce(importId: string, { catalog, signal }: Context): Promise<void> {
  try {
    await catalog.startImport(importId, { signal });
  } catch (error) {
    if (!isStarted(error)) {
      throw error;
    }
  }
}

function isStarted(error: unknown): boolean {
  return error instanceof CatalogProblemError && STARTED.has(error.code);
}

const STARTED: ReadonlySet<string | undefined> = new Set(['IMPORT_STARTED', 'IMPORT_ENDED']);
