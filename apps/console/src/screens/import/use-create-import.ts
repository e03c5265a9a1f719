import type { ImportRequest } from '@async-catalog/client';
import type { Sniffed } from '@async-catalog/import-mapping';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Mapping } from '../../core/import-draft.ts';
import { factsOf } from '../../core/same-file.ts';
import { useSession } from '../../session/session.ts';
import { keptChoice, keepChoice } from './file/kept-choice.ts';
import { beginUpload } from './upload/uploads.ts';

interface Wanted {
  readonly file: File;
  readonly mapping: Mapping;
  readonly format: Sniffed['format'];
  /** Whether only what it would change is found out. */
  readonly preview: boolean;
}

/** Creates an import and begins to upload its file. A repeat after an error without an answer can't create a second one. */
export function useCreateImport(onCreated: (importId: string) => void) {
  const { catalog } = useSession();
  const last = useRef({ request: '', key: '' });
  return useMutation({
    async mutationFn({ file, mapping, format, preview }: Wanted) {
      const request = {
        fileName: file.name,
        size: file.size,
        format,
        mapping,
        ...(preview && { dryRun: true, preview: 'changes' as const }),
      };
      const text = JSON.stringify([request, file.lastModified]);
      if (last.current.request !== text) {
        last.current = { request: text, key: crypto.randomUUID() };
      }
      // The client's types don't take `undefined`, which JSON leaves out.
      const found = await catalog.createImport(request as ImportRequest, {
        idempotencyKey: last.current.key,
      });
      return { found, file, mapping };
    },
    onSuccess({ found, file, mapping }) {
      last.current = { request: '', key: '' };
      const { importId } = found;
      keepChoice({ file: factsOf(file), mapping, format: keptChoice()?.format ?? {}, importId });
      beginUpload(catalog, found, file);
      onCreated(importId);
    },
  });
}
