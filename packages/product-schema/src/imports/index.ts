export { buildChunk, Chunk, chunkDeadline, chunkKey } from './chunk.ts';
export { toChunkResult } from './chunk-result.ts';
export { AskedFormat, CSV_DELIMITERS, FileFormat } from './file-format.ts';
export { ImportIssue, ImportIssueGroup, ImportIssues, MAX_ISSUES_PER_CODE } from './import-issues.ts';
export * from './import-limits.ts';
export { ColumnGuess, ImportMapping } from './import-mapping.ts';
export { ImportMessage } from './import-message.ts';
export {
  IMPORT_REPORTS,
  importChunkKey,
  importIssuesKey,
  importReportKey,
  type ImportReportFormat,
  importSourceKey,
} from './import-object-keys.ts';
export { FileName, ImportRequest, ImportRequestOptions } from './import-request.ts';
export { ImportUpload, missingPartsOf, partCountOf, partSizeOf } from './import-upload.ts';
export { Checkpoint, ChunkResult, ImportOptions, ImportRecord } from './import-record.ts';
export {
  countsOfImport,
  importDeadline,
  isImportComplete,
  settlementsOfImport,
  statusOfImport,
} from './import-state.ts';
export { Import, ImportCounts, importLinks, ImportStatus, toImport } from './import.ts';
