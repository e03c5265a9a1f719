import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cacheControlOf } from '@async-catalog/console-hosting';
import { type StageName, stages } from './config.ts';
import { readOutput } from './deployed-template.ts';

/**
 * Uploads the console of an assembly to the bucket of its stack, if that is there: first what has hashes in its names, last the page that
 * names it. Files of earlier builds stay, for pages that are open.
 *
 *     node publish-console.ts STAGE ASSEMBLY
 */
const [stageName = '', assembly = ''] = process.argv.slice(2);
const stackName = `${stages[stageName as StageName].namePrefix}async-catalog-console`;
const bucket = readOutput(stackName, 'BucketName');

if (bucket === undefined) {
  console.log(`${stackName} isn't deployed yet: publish the console after it is.`);
} else {
  const { Metadata } = JSON.parse(
    readFileSync(path.join(assembly, `${stackName}.template.json`), 'utf8'),
  ) as { readonly Metadata: { readonly site: string; readonly config: unknown } };
  const site = path.join(assembly, Metadata.site);
  const whereHashesAre = ['--exclude', '*', '--include', 'assets/*'];
  const whereNoneAre = ['--exclude', 'assets/*', '--exclude', 'index.html'];
  const always = ['--cache-control', cacheControlOf('index.html')];

  upload(site, '', ['--recursive', ...whereHashesAre, '--cache-control', cacheControlOf('assets/')]);
  upload(site, '', ['--recursive', ...whereNoneAre, ...always]);
  upload(
    '-',
    'config.json',
    ['--content-type', 'application/json', ...always],
    JSON.stringify(Metadata.config),
  );
  upload(path.join(site, 'index.html'), 'index.html', always);
}

function upload(from: string, key: string, options: readonly string[], input = ''): void {
  execFileSync('aws', ['s3', 'cp', from, `s3://${bucket}/${key}`, '--no-progress', ...options], {
    input,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
}
