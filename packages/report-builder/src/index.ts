export { buildReport, type ReportFacts } from './build-report.ts';
export { renderCsv } from './render-csv.ts';
export { renderJson } from './render-json.ts';
export { renderText } from './render-text.ts';
