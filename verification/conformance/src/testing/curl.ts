import { parseArgs } from 'node:util';

// Stands in for curl, which a machine that runs the tests need not have. It knows the flags that the
// documentation uses, refuses any other, and writes the status of the answer to stderr.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    silent: { type: 'boolean', short: 's' },
    header: { type: 'string', short: 'H', multiple: true, default: [] },
    data: { type: 'string', short: 'd' },
  },
});

const headers = new Headers(values.header.map((line) => line.split(/: */, 2) as [string, string]));
if (values.data !== undefined && !headers.has('content-type')) {
  headers.set('content-type', 'application/x-www-form-urlencoded');
}
const response = await fetch(
  `http://${positionals[0] ?? ''}`,
  values.data === undefined ? { headers } : { method: 'POST', headers, body: values.data },
);
process.stderr.write(`${response.status}\n`);
process.stdout.write(await response.text());
