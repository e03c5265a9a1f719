import type { Usage } from '@async-catalog/caller-limits';
import {
  type Accepted,
  type DryRun,
  productIdOf,
  type SubmissionId,
  submissionLinks,
} from '@async-catalog/product-schema';
import { acceptOnce } from './accept/accept-once.ts';
import { accept } from './accept/accept.ts';
import type { IntakeCommand } from './intake-command.ts';
import { buildWarnings } from './items/build-warnings.ts';
import { type CheckedItems, checkItems, refuseUnfit } from './items/check-items.ts';
import type { SubmittedItem } from './items/read-items.ts';
import type { IntakeDeps } from './ports.ts';

/** `usage`: of the caller's products, where they were counted. `replayed`: an earlier command with the same key was accepted, and this one changed nothing. */
export type IntakeResult =
  | {
      readonly kind: 'accepted';
      readonly accepted: Accepted;
      readonly replayed: boolean;
      readonly usage: Usage | undefined;
    }
  | { readonly kind: 'checked'; readonly checked: DryRun };

/** Creates the intake, which throws a `ProblemError` for everything but success. */
export function createIntake(deps: IntakeDeps) {
  const { telemetry } = deps;
  return async (command: IntakeCommand, submitted: readonly SubmittedItem[]): Promise<IntakeResult> => {
    const items = checkItems(submitted);
    if (command.dryRun) {
      const checked = {
        valid: items.operations.size + items.replaced.length,
        rejected: [...items.rejected],
        warnings: buildWarnings(items),
      };
      telemetry.checked(checked);
      return { kind: 'checked', checked };
    }
    refuseUnfit(command, items);
    const { replayed, usage } =
      command.key === undefined ? await accept(deps, command, items) : await acceptOnce(deps, command, items);
    const accepted = buildAccepted(command.submissionId, items);
    telemetry.accepted(accepted, { replayed });
    return { kind: 'accepted', accepted, replayed, usage };
  };
}

/** Depends on the id and the items alone, so that a repeat gets the same answer. */
function buildAccepted(submissionId: SubmissionId, items: CheckedItems): Accepted {
  const { submitted, operations, rejected, replaced } = items;
  return {
    submissionId,
    status: 'queued',
    total: operations.size + replaced.length + rejected.length,
    items: Array.from(operations, ([index, operation]) => {
      const { sku } = operation.op === 'put' ? operation.product : operation;
      const productId = 'productId' in operation ? operation.productId : undefined;
      return {
        index,
        productId:
          productId ??
          (sku === undefined ? submitted[index]?.retry?.productId : undefined) ??
          productIdOf({ submissionId, index, sku }),
        ...(sku !== undefined && { sku }),
        op: operation.op,
      };
    }),
    rejected: [...rejected],
    warnings: buildWarnings(items),
    links: submissionLinks(submissionId),
  };
}
