export { buildEntries, NOT_QUEUED, type ReportEntry, type ReportFacts } from './build-entries.ts';
export { buildReport } from './build-report.ts';
export { readAllEntries, readEntries, readReport } from './read-report.ts';
export { rejectedEntry } from './report-entry.ts';
export { toCsvLine } from './render-csv.ts';
export { renderText } from './render-text.ts';
export { buildContentDisposition, REPORT_FORMATS, ReportFormat, renderReport } from './report-formats.ts';
export {
  BLOCK_ITEMS,
  layOutReport,
  parseBlocks,
  type ReportLayout,
  type Span,
  spanOf,
  toBlocksText,
} from './report-layout.ts';
export type { IndexRange, ReportReader, ReportSlice, StoredReports } from './report-reader.ts';
export { type ItemRow, toCellText, toItemRow } from './table.ts';
