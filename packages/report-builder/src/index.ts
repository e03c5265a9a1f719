export { buildReport, type ReportFacts } from './build-report.ts';
export { renderCsv } from './render-csv.ts';
export { renderText } from './render-text.ts';
export { buildContentDisposition, REPORT_FORMATS, ReportFormat, renderReport } from './report-formats.ts';
