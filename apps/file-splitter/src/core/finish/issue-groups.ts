import type { ImportMapping, ReportIssue } from '@async-catalog/product-schema';
import type { ChunkEntry } from './chunk-entries.ts';

/** Issues of one code that are listed; all are counted. */
const MAX_LISTED = 1000;

/** Characters of a detail, or of a SKU, in the list. */
const MAX_TEXT = 500;

interface ListedIssue {
  readonly line?: number | undefined;
  readonly index: number;
  readonly sku?: string | undefined;
  readonly pointer: string;
  readonly column?: string | undefined;
  readonly detail: string;
}

interface Group {
  readonly code: string;
  severity: ReportIssue['severity'];
  count: number;
  readonly listed: ListedIssue[];
}

/** Collects the issues of an import by their codes, and keeps the first of each. */
export function createIssueGroups({ columns = {} }: ImportMapping = {}) {
  const columnsByPointer = new Map(
    Object.entries(columns).map(([column, field]) => [toPointer(field), column]),
  );
  const groups = new Map<string, Group>();

  return {
    /** Adds the issues of an item. `offset`: items of the file before its chunk. */
    add({ item, issues }: ChunkEntry, offset: number): void {
      for (const { code, severity, pointer, detail } of issues) {
        const group = groups.get(code) ?? { code, severity, count: 0, listed: [] };
        groups.set(code, group);
        group.count += 1;
        group.severity = severity === 'error' ? severity : group.severity;
        if (group.listed.length < MAX_LISTED) {
          const { line, index, sku } = item;
          group.listed.push({
            line,
            index: offset + index,
            sku: sku && cut(sku),
            pointer: cut(pointer),
            column: columnOf(pointer),
            detail: cut(detail),
          });
        }
      }
    },

    /** Renders the groups, the largest first, and the list of each. */
    render(): string {
      const ordered = [...groups.values()].sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
      return JSON.stringify({
        groups: ordered.map(({ code, severity, count, listed: [first] }) => ({
          code,
          severity,
          count,
          example: first && {
            line: first.line,
            sku: first.sku,
            pointer: first.pointer,
            detail: first.detail,
          },
        })),
        issues: Object.fromEntries(ordered.map(({ code, listed }) => [code, listed])),
      });
    },
  };

  /** Looks up the column of a field, or of the field that has it, such as the tags for the third tag. */
  function columnOf(pointer: string): string | undefined {
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      const column = columnsByPointer.get(at);
      if (column !== undefined) {
        return column;
      }
    }
    return undefined;
  }
}

/** Converts a field of a mapping, such as `attributes.size`, to the JSON Pointer that errors have. */
function toPointer(field: string): string {
  const dot = field.indexOf('.');
  const names = dot === -1 ? [field] : [field.slice(0, dot), field.slice(dot + 1)];
  return names.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function cut(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1).toWellFormed()}…`;
}
