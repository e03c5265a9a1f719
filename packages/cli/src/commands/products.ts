import type { Accepted, ProductChanges, ProductOperation } from '@async-catalog/client';
import type { Context } from '../context.ts';
import { EXIT, ImpossibleError, InterruptedError, UsageError } from '../errors.ts';
import { parseId } from '../parse-id.ts';
import { takeFirst } from './list-choice.ts';
import { readJson } from './read-json.ts';
import { type SubmitOptions, waitForOutcome } from './submissions.ts';

/** A product by its id or its SKU. */
export interface ProductChoice {
  readonly sku?: string;
}

export interface ChangeOptions extends ProductChoice, SubmitOptions {
  readonly ifVersion?: number;
  readonly yes?: true;
}

const LISTED = ['sku', 'name', 'price', 'currency', 'version', 'id'];

export async function getProduct(
  id: string | undefined,
  { sku }: ProductChoice,
  { catalog, display, signal }: Context,
): Promise<number> {
  const product =
    chooseBy(id, sku) === 'id'
      ? await catalog.getProduct(id ?? '', { signal })
      : await catalog.findProduct(sku ?? '', { signal });
  if (product === undefined) {
    throw new ImpossibleError('PRODUCT_NOT_FOUND', `There is no product with the SKU ${sku}.`);
  }
  display.record(product);
  return EXIT.allSaved;
}

export async function listProducts(
  { limit }: { readonly limit: number },
  { catalog, display, signal }: Context,
): Promise<number> {
  const products = await takeFirst(catalog.products({ limit: Math.min(limit, 100), signal }), limit);
  display.rows(products, LISTED);
  return EXIT.allSaved;
}

/** Changes the fields that a JSON object names, given as an argument or on the standard input. */
export async function patchProduct(
  args: readonly (string | undefined)[],
  options: ChangeOptions,
  context: Context,
): Promise<number> {
  const { sku, ifVersion } = options;
  const [id, text] = sku === undefined ? args : [undefined, ...args];
  const by = chooseBy(id, sku);
  const changes = (await readJson(text, context.streams.stdin)) as ProductChanges;
  const { catalog, signal } = context;
  const accepted =
    by === 'id'
      ? await catalog.patchProduct(id ?? '', changes, { ifVersion, signal })
      : await submitOne({ ...changes, op: 'patch', sku: sku ?? '', ...given({ ifVersion }) }, context);
  return waitForOutcome(accepted, options, context);
}

export async function deleteProduct(
  id: string | undefined,
  options: ChangeOptions,
  context: Context,
): Promise<number> {
  const { sku, ifVersion } = options;
  const by = chooseBy(id, sku);
  await confirmDeletion(`product ${id ?? sku}`, options, context);
  const { catalog, signal } = context;
  const accepted =
    by === 'id'
      ? await catalog.deleteProduct(id ?? '', { ifVersion, signal })
      : await submitOne({ op: 'delete', sku: sku ?? '', ...given({ ifVersion }) }, context);
  return waitForOutcome(accepted, options, context);
}

function submitOne(operation: ProductOperation, { catalog, signal }: Context): Promise<Accepted> {
  return catalog.createProducts([operation], { signal });
}

function given(options: { readonly ifVersion: number | undefined }): { ifVersion?: number } {
  return options.ifVersion === undefined ? {} : { ifVersion: options.ifVersion };
}

function chooseBy(id: string | undefined, sku: string | undefined): 'id' | 'sku' {
  if ((id === undefined) === (sku === undefined)) {
    throw new UsageError('Name the product by its id, or by --sku.');
  }
  if (sku === '') {
    throw new UsageError('--sku is empty.');
  }
  if (id === undefined) {
    return 'sku';
  }
  parseId(id);
  return 'id';
}

async function confirmDeletion(what: string, { yes }: ChangeOptions, context: Context): Promise<void> {
  if (yes === true) {
    return;
  }
  if (!context.interactive) {
    throw new UsageError(`Nobody can be asked. Add --yes to delete ${what}.`);
  }
  const { confirm } = await import('@clack/prompts');
  const { stdin: input, stdout: output } = context.streams;
  // Ctrl-C answers with a symbol.
  if ((await confirm({ message: `Delete ${what}?`, input, output, signal: context.signal })) !== true) {
    throw new InterruptedError('Nothing was deleted.');
  }
}
