import type { CatalogClient, Import } from '@async-catalog/client';
import { useSyncExternalStore } from 'react';
import { createUploadTask, type UploadState, type UploadTask } from './upload-task.ts';

/** Uploads of this tab by their import. They go on while other screens are shown, and end with the tab. */
const tasks = new Map<string, UploadTask>();
const listeners = new Set<() => void>();

function notify(): void {
  listeners.forEach((listener) => listener());
}

/** Asks before the tab is closed or loaded again in the middle of an upload. */
function warn(event: BeforeUnloadEvent): void {
  if ([...tasks.values()].some((task) => ['sending', 'starting'].includes(task.getState().phase))) {
    event.preventDefault();
  }
}

/** Begins to upload the file of an import, or goes on with it. A second call for the same import replaces the first. */
export function beginUpload(catalog: CatalogClient, found: Import, file: File): void {
  stopUpload(found.importId);
  const task = createUploadTask(catalog, found, file);
  tasks.set(found.importId, task);
  task.subscribe(notify);
  addEventListener('beforeunload', warn);
  notify();
}

/** Stops an upload and forgets its file. */
export function stopUpload(importId: string): void {
  tasks.get(importId)?.stop();
  tasks.delete(importId);
  notify();
}

/** Finds the file that this tab has of an import. */
export function fileOf(importId: string): File | undefined {
  return tasks.get(importId)?.file;
}

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

/** Answers the state of this tab's upload of an import, if it has one. */
export function useUpload(importId: string): UploadState | undefined {
  return useSyncExternalStore(subscribe, () => tasks.get(importId)?.getState());
}
