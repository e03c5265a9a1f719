import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

// Stands in for curl, which a machine that runs the tests need not have. It knows the flags that the
// documentation uses, refuses any other, and writes the status of the answer to stderr.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    request: { type: 'string', short: 'X' },
    silent: { type: 'boolean', short: 's' },
    include: { type: 'boolean', short: 'i' },
    header: { type: 'string', short: 'H', multiple: true, default: [] },
    data: { type: 'string', short: 'd' },
    'data-binary': { type: 'string' },
    'remote-name': { type: 'boolean', short: 'O' },
    'remote-header-name': { type: 'boolean', short: 'J' },
  },
});

const headers = new Headers(values.header.map((line) => line.split(/: */, 2) as [string, string]));
const file = values['data-binary'];
const body = file === undefined ? values.data : await readFile(file.replace(/^@/, ''));
if (body !== undefined && !headers.has('content-type')) {
  headers.set('content-type', 'application/x-www-form-urlencoded');
}
const [url = ''] = positionals;
const response = await fetch(url.includes('://') ? url : `http://${url}`, {
  method: values.request ?? (body === undefined ? 'GET' : 'POST'),
  headers,
  ...(body !== undefined && { body }),
});
process.stderr.write(`${response.status}\n`);
if (values.include === true) {
  const lines = Array.from(response.headers, ([name, value]) => `${name}: ${value}\r\n`);
  process.stdout.write(`HTTP/1.1 ${response.status}\r\n${lines.join('')}\r\n`);
}
if (values['remote-name'] === true) {
  const [, name = ''] = /filename="([^"/]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  await writeFile(name, await response.bytes());
} else {
  process.stdout.write(await response.text());
}
