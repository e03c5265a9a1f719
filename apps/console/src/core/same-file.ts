/** Facts that identify a file on somebody’s disk. */
export interface FileFacts {
  readonly name: string;
  readonly size: number;
  readonly lastModified?: number | undefined;
}

/** Picks the facts of a file. */
export function factsOf({ name, size, lastModified }: Required<FileFacts>): Required<FileFacts> {
  return { name, size, lastModified };
}

/** Says why a file isn't the one that an import was begun with, or nothing if it is. */
export function otherFile(expected: FileFacts, file: FileFacts): string | undefined {
  if (file.name !== expected.name) {
    return `This is ${file.name}. The import was begun with ${expected.name}.`;
  }
  if (file.size !== expected.size) {
    return `This ${file.name} has ${file.size.toLocaleString()} bytes. The import was begun with one of ${expected.size.toLocaleString()}.`;
  }
  return expected.lastModified !== undefined && expected.lastModified !== file.lastModified
    ? `${file.name} was changed after the import was begun. Cancel it, and import the file anew.`
    : undefined;
}
