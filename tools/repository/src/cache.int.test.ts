import { describe, expect, it } from 'vitest';
import { all, before, missesAfter, OF_THE_ROOT } from './testing/misses-after.ts';

describe('a change of', () => {
  it('the settings of a task in turbo.json reruns that task', () => {
    const misses = missesAfter('turbo.json', (text) =>
      text.replace('"env": ["TZ"]', '"env": ["TZ", "LANG"]'),
    );

    expect(misses).toEqual(expect.arrayContaining(all('test')));
  });

  it('a dependency in pnpm-lock.yaml reruns the workspaces that use it', () => {
    const misses = missesAfter('pnpm-lock.yaml', (text) =>
      text.replaceAll(/\bzod@4\.\d+\.\d+/g, 'zod@4.99.0'),
    );

    expect(misses).toEqual(expect.arrayContaining(['product-schema#test', 'api#build']));
  });

  it('a tool in pnpm-lock.yaml reruns everything', () => {
    const misses = missesAfter('pnpm-lock.yaml', (text) => text.replaceAll('oxlint@1.', 'oxlint@9.'));

    expect(misses).toEqual([...before.keys()]);
  });

  it('an app reruns its own tasks and those of infra that use it, and none of other apps', () => {
    const misses = missesAfter('apps/create-product-processor/src/handler.ts');

    expect(misses).toEqual(
      expect.arrayContaining([
        'create-product-processor#build',
        'create-product-processor#test',
        'infra#synth',
        '//#check:boundaries',
      ]),
    );
    expect(misses.filter((task) => /^(api|product-saver-worker|aws-clients)#/.test(task))).toEqual([]);
  });

  it('a package reruns the tests and builds of everything that uses it', () => {
    expect(missesAfter('packages/report-builder/src/index.ts')).toEqual(
      expect.arrayContaining([
        'report-builder#test',
        'product-saver-worker#build',
        'product-saver-worker#test',
      ]),
    );
  });

  it('a file that git does not track yet reruns the tasks that read it', () => {
    expect(missesAfter('apps/api/src/new.ts')).toEqual(
      expect.arrayContaining(['api#test', 'api#check:types', ...OF_THE_ROOT.flatMap(all)]),
    );
  });
});
