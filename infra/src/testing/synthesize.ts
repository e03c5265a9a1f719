import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stackNames } from '../app-stacks.ts';
import { createCatalogApp } from '../catalog-app.ts';
import { type StageConfig, type StageName, stages } from '../config.ts';
import { readable, type ReadableTemplate } from './readable-template.ts';

const bundle = path.join(import.meta.dirname, 'bundle');
const site = path.join(import.meta.dirname, 'site');

/** Output of a synthesis: all files, and the templates by stack. */
export interface SynthesizedStage {
  readonly all: Readonly<Record<string, ReadableTemplate>>;
  readonly data: ReadableTemplate;
  readonly processor: ReadableTemplate;
  readonly worker: ReadableTemplate;
  readonly splitter: ReadableTemplate;
  readonly api: ReadableTemplate;
  readonly console: ReadableTemplate;
  readonly operations: ReadableTemplate;
  readonly files: Readonly<Record<string, string>>;
}

/** Synthesizes a stage, with other settings if they are given, and with one small bundle and console instead of the built ones. */
export function synthesize(stageName: StageName, settings: Partial<StageConfig> = {}): SynthesizedStage {
  const stage = { ...stages[stageName], ...settings };
  const outdir = mkdtempSync(path.join(tmpdir(), 'async-catalog-synth-'));
  try {
    const { stacks } = createCatalogApp({ stageName, stage, bundle, site, outdir }).synth();
    const template = (name: string): ReadableTemplate =>
      readable(stacks.find(({ stackName }) => stackName.endsWith(`async-catalog-${name}`))?.template);
    return {
      all: Object.fromEntries(stackNames.map((name) => [name, template(name)])),
      data: template('data'),
      processor: template('create-product-processor'),
      worker: template('product-saver-worker'),
      splitter: template('file-splitter'),
      api: template('api'),
      console: template('console'),
      operations: template('operations'),
      files: readFiles(outdir),
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function readFiles(directory: string): Record<string, string> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.map((file) => [path.relative(directory, file), readFileSync(file, 'utf8')]),
  );
}
