import { guessMapping, readItems, sniffFile } from '@async-catalog/import-mapping';
import { parse } from 'csv-parse';
import { csvParseRows } from 'd3-dsv';
import { measureInTurn } from '../../measuring/in-turn.ts';
import { csvText } from './csv-text.ts';

/** Bytes that S3's stream gives at a time. */
const CHUNK_BYTES = 64 * 1024;

export const READING = 'import-mapping: parsed and mapped';
export const CSV_PARSE = 'csv-parse: parsed, with line numbers';
export const D3_DSV = 'd3-dsv: parsed, the whole text at once';

/** Measures rows of a file in memory that are read in a second of CPU time, of all threads, in turn. */
export async function measureReading(
  rows: number,
  rounds: number,
  onMeasured: (name: string) => void,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const bytes = Buffer.from(csvText(rows, 'one'));
  const sniffed = await sniffFile(bytes.subarray(0, 1024 ** 2), { isWhole: false });
  const { mapping } = guessMapping(sniffed);

  async function read(): Promise<number> {
    let count = 0;
    for await (const items of readItems(chunksOf(bytes), { ...sniffed, mapping })) {
      count += items.filter(({ errors }) => errors === undefined).length;
    }
    return count;
  }
  async function parseOnly(): Promise<number> {
    let count = 0;
    const parser = parse({ info: true, fromLine: 2 });
    const feeding = feed(parser);
    for await (const _ of parser) {
      count += 1;
    }
    await feeding;
    return count;
  }
  async function feed(parser: ReturnType<typeof parse>): Promise<void> {
    for await (const chunk of chunksOf(bytes)) {
      if (!parser.write(chunk)) {
        await new Promise((resolve) => parser.once('drain', resolve));
      }
    }
    parser.end();
  }
  const contenders = [
    { name: READING, work: read },
    { name: CSV_PARSE, work: parseOnly },
    { name: D3_DSV, work: () => csvParseRows(bytes.toString()).length - 1 },
  ].map(({ name, work }) => ({ name, measure: () => rowsPerCpuSecond(rows, work) }));
  // The first round compiles.
  await measureInTurn(contenders, 1, () => undefined);
  return measureInTurn(contenders, rounds, onMeasured);
}

async function rowsPerCpuSecond(rows: number, work: () => number | Promise<number>): Promise<number> {
  const before = process.cpuUsage();
  const count = await work();
  const { user, system } = process.cpuUsage(before);
  if (count !== rows) {
    throw new RangeError(`${count} of ${rows} rows were read`);
  }
  return rows / ((user + system) / 1e6);
}

async function* chunksOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    yield bytes.subarray(start, start + CHUNK_BYTES);
  }
}
