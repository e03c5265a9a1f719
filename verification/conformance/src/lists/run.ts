import { parseArgs } from 'node:util';
import { openFaultyCatalog } from '../testing/faulty-catalog.ts';
import { submitAndList } from './submit-and-list.ts';

const { values } = parseArgs({
  options: {
    submissions: { type: 'string', default: '10000' },
    callers: { type: 'string', default: '50' },
  },
});

const catalog = await openFaultyCatalog();
try {
  const tokens = new Map<string, Promise<string>>();
  const token = (caller: string): Promise<string> => {
    const made = tokens.get(caller) ?? catalog.issuer.token({ sub: caller, exp: Date.now() / 1000 + 86_400 });
    tokens.set(caller, made);
    return made;
  };
  const { wrong, pageMs } = await submitAndList(
    { url: catalog.url, token },
    { submissions: Number(values.submissions), callers: Number(values.callers) },
    (text) => process.stderr.write(`${text}\n`),
  );
  const sorted = pageMs.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 10) / 10;
  const result = { wrong, pages: pageMs.length, pageMs: { p50: at(0.5), p95: at(0.95), max: at(1) } };
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  process.exitCode = Number(wrong.length > 0);
} finally {
  await catalog.stop();
}
