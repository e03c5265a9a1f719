import { type CatalogClient, CatalogProblemError, type Import } from '@async-catalog/client';
import { receivedBytes } from '../../../core/upload-plan.ts';
import { isOver } from './part-urls.ts';
import { sendParts } from './send-parts.ts';
import { untilAnswered } from './until-answered.ts';

export interface UploadState {
  readonly phase: 'sending' | 'starting' | 'started' | 'failed' | 'stopped';
  /** Bytes that the API has. */
  readonly sent: number;
  /** The last attempt's error, while it is repeated. */
  readonly waiting?: unknown;
  readonly error?: unknown;
}

/** An upload, which goes on whatever screen is shown. */
export interface UploadTask {
  readonly file: File;
  readonly getState: () => UploadState;
  readonly subscribe: (onChange: () => void) => () => void;
  readonly stop: () => void;
}

type Catalog = Pick<CatalogClient, 'recordParts' | 'uploadPart' | 'startImport' | 'getImport'>;

/** Uploads the parts of a file that the API doesn't have, and starts the import. */
export function createUploadTask(catalog: Catalog, found: Import, file: File): UploadTask {
  const controller = new AbortController();
  const listeners = new Set<() => void>();
  let state: UploadState = {
    phase: 'sending',
    sent: found.upload === undefined ? 0 : receivedBytes(found.upload, found.size),
  };
  const set = (change: Partial<UploadState>): void => {
    state = { ...state, ...change };
    listeners.forEach((listener) => listener());
  };
  const options = {
    onWaiting: (waiting: unknown) => state.waiting !== waiting && set({ waiting }),
    deadline: Date.parse(found.deadlineAt),
    signal: controller.signal,
  };

  async function run(from: Import, rounds: number): Promise<void> {
    const { importId, upload } = from;
    if (upload !== undefined) {
      set({ phase: 'sending', sent: receivedBytes(upload, from.size) });
      const onSent = (bytes: number): void => set({ sent: state.sent + bytes });
      await sendParts({ ...options, catalog, importId, upload, file, onSent });
    }
    set({ phase: 'starting' });
    try {
      await untilAnswered(() => catalog.startImport(importId, options), options);
    } catch (error) {
      if (rounds === 0 || !isIncomplete(error)) {
        throw error;
      }
      // The storage has other parts than were reported, so that the API has forgotten them.
      await run(await catalog.getImport(importId, options), rounds - 1);
    }
  }

  void run(found, 1).then(
    () => set({ phase: 'started' }),
    (error: unknown) => {
      if (controller.signal.aborted) {
        set({ phase: 'stopped', waiting: undefined });
      } else {
        // Another tab was faster, or somebody has cancelled it: the import itself says which.
        set(
          isOver(error)
            ? { phase: 'started', waiting: undefined }
            : { phase: 'failed', error, waiting: undefined },
        );
      }
    },
  );
  return {
    file,
    getState: () => state,
    subscribe: (onChange) => (listeners.add(onChange), () => listeners.delete(onChange)),
    stop: () => controller.abort(new DOMException('The upload was stopped.', 'AbortError')),
  };
}

function isIncomplete(error: unknown): boolean {
  return error instanceof CatalogProblemError && error.code === 'UPLOAD_INCOMPLETE';
}
